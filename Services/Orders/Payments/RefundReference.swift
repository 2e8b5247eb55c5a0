import OrdersAPI

/// Our own id of money that is given back: made once, before anybody is asked.
typealias RefundReference = Refund.ID
