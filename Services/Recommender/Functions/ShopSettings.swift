import ShopScience

/// What may be said of a run in the input of its workflow; what is left out has a default.
package struct ShopSettings: Codable, Sendable {
    /// A series that is asked of reporting, in the words of its query API.
    package struct Report: Codable, Sendable {
        var site: String
        /// `visitors`, `pageviews`, `bounce_rate` …
        var metric: String
        /// Filters of the query, as its API takes them, in JSON.
        var filters: String?
    }

    /// How many days back sales are looked at; 730.
    var days: Int?
    /// How many days ahead demand is forecast; 14.
    var horizon: Int?
    /// How many days an order takes to arrive; 7.
    var leadTime: Int?
    /// How many days an order is to last beyond that; 14.
    var coverTime: Int?
    /// The share of orders that arrive before the stock is out; 0.95.
    var serviceLevel: Double?
    /// Of a SKU that was sold less often nothing is foretold; 10.
    var leastSales: Int?
    /// The most SKUs, those that were sold most; 5000.
    var mostProducts: Int?
    /// The most groups of customers; 8.
    var mostSegments: Int?
    /// How many times the middles of groups are chosen anew; 10.
    var seedings: Int?
    /// After how many days without a purchase a customer is said to have gone; 60.
    var churnHorizon: Int?
    /// How likely a series without anything unusual may be said to have something; 0.01.
    var significance: Double?
    /// The greatest change of a price that is suggested, as a share of it; 0.1.
    var greatestChange: Double?
    /// Prices are multiples of so many minor units; 1.
    var priceStep: Int?
    /// What is looked at besides orders and sign-ins.
    var reports: [Report]?
    /// What random choices are drawn from; 42.
    var seed: UInt64?

    package init() {}

    /// What is drawn from.
    var drawn: UInt64 { seed ?? 42 }
}
