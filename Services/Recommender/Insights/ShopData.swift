package import MeshCore

/// What a run reckons with: collected once, so that all of its functions see the same.
package struct ShopData: Codable, Sendable {
    /// Units of one SKU in an order that was not cancelled.
    package struct Line: Codable, Sendable {
        package var sku: String
        /// Without those that came back.
        package var quantity: Int64
        /// Minor units.
        package var unitPrice: Int64

        package init(sku: String, quantity: Int64, unitPrice: Int64) {
            self.sku = sku
            self.quantity = quantity
            self.unitPrice = unitPrice
        }
    }

    /// An order.
    package struct Sale: Codable, Sendable {
        package var order: String
        /// Nil for a guest.
        package var customer: String?
        package var time: Timestamp
        package var isCancelled: Bool
        /// Minor units.
        package var total: Int64
        package var currency: String
        package var lines: [Line]

        package init(
            order: String, customer: String?, time: Timestamp, isCancelled: Bool, total: Int64, currency: String,
            lines: [Line]
        ) {
            self.order = order
            self.customer = customer
            self.time = time
            self.isCancelled = isCancelled
            self.total = total
            self.currency = currency
            self.lines = lines
        }
    }

    /// An attempt to pay: nothing of a card is known of it.
    package struct Payment: Codable, Sendable {
        package var attempt: String
        /// The account; for a guest the cart.
        package var payer: String
        package var time: Timestamp
        package var isPaid: Bool
        package var isDeclined: Bool
        /// Minor units.
        package var amount: Int64
        package var currency: String

        package init(
            attempt: String, payer: String, time: Timestamp, isPaid: Bool, isDeclined: Bool, amount: Int64,
            currency: String
        ) {
            self.attempt = attempt
            self.payer = payer
            self.time = time
            self.isPaid = isPaid
            self.isDeclined = isDeclined
            self.amount = amount
            self.currency = currency
        }
    }

    /// A series of numbers of equal periods, the oldest first.
    package struct Metric: Codable, Sendable {
        package var name: String
        /// How many periods a season has.
        package var season: Int
        package var times: [Timestamp]
        package var values: [Double]

        package init(name: String, season: Int, times: [Timestamp], values: [Double]) {
            self.name = name
            self.season = season
            self.times = times
            self.values = values
        }
    }

    /// Nothing from then on is in it: a day's first moment.
    package var through: Timestamp
    /// The oldest first.
    package var sales: [Sale]
    /// The oldest first.
    package var payments: [Payment]
    /// What can be sold of each SKU.
    package var stock: [String: Double]
    package var metrics: [Metric]

    package init(
        through: Timestamp, sales: [Sale], payments: [Payment] = [], stock: [String: Double], metrics: [Metric]
    ) {
        self.through = through
        self.sales = sales
        self.payments = payments
        self.stock = stock
        self.metrics = metrics
    }
}
