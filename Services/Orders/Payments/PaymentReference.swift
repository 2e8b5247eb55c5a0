import OrdersAPI

/// Our own id of a payment.
typealias PaymentReference = Payment.ID
