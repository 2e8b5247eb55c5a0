/// When and how much is ordered.
package struct ReorderPolicy: Hashable, Sendable {
    /// How many periods pass from an order to its arrival.
    package let leadTime: Int
    /// How many periods pass between two looks at the stock.
    package let reviewTime: Int
    /// How many periods an order is to last, beyond those.
    package let coverTime: Int
    /// The share of order cycles that are to end without a stock-out.
    package let serviceLevel: Double
    /// What is ordered comes in multiples of this.
    package let packSize: Int
    /// No order is smaller.
    package let minimumOrder: Int

    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(
        leadTime: Int, reviewTime: Int = 1, coverTime: Int = 7, serviceLevel: Double = 0.95, packSize: Int = 1,
        minimumOrder: Int = 0
    ) throws(ScienceError) {
        guard (0...365).contains(leadTime) else { throw .invalidSetting(name: "lead time", reason: "must be 0 to 365") }
        guard (1...365).contains(reviewTime) else {
            throw .invalidSetting(name: "review time", reason: "must be 1 to 365")
        }
        guard (0...365).contains(coverTime) else {
            throw .invalidSetting(name: "cover time", reason: "must be 0 to 365")
        }
        guard serviceLevel >= 0.5, serviceLevel < 1 else {
            throw .invalidSetting(name: "service level", reason: "must be at least 0.5 and less than 1")
        }
        guard packSize > 0 else { throw .invalidSetting(name: "pack size", reason: "must be at least 1") }
        guard minimumOrder >= 0 else { throw .invalidSetting(name: "minimum order", reason: "must be at least 0") }
        self.leadTime = leadTime
        self.reviewTime = reviewTime
        self.coverTime = coverTime
        self.serviceLevel = serviceLevel
        self.packSize = packSize
        self.minimumOrder = minimumOrder
    }

    /// What to order now.
    ///
    /// Between an order and the next one's arrival lie the lead time and a review: the reorder point is the quantile of demand over both
    /// that the service level asks for, of futures drawn by the forecast and not of a normal distribution (Silver, Pyke and Thomas,
    /// "Inventory and Production Management in Supply Chains", chapter 6). An order fills up to the same quantile over the cover time too.
    ///
    /// - Parameters:
    ///   - onHand: What can be sold.
    ///   - onOrder: What has been ordered and has not come.
    package func suggestion(from forecast: DemandForecast, onHand: Double, onOrder: Double = 0) -> ReorderSuggestion {
        let atRisk = forecast.totals(over: leadTime + reviewTime)
        let point = Statistics.quantile(serviceLevel, ofSorted: atRisk)
        let target = Statistics.quantile(
            serviceLevel, ofSorted: forecast.totals(over: leadTime + reviewTime + coverTime))
        let position = onHand + onOrder
        var quantity = 0
        if position <= point, target > position {
            let packs = ((target - position) / Double(packSize)).rounded(.up)
            quantity = max(Int(packs), (minimumOrder + packSize - 1) / packSize) * packSize
        }
        return ReorderSuggestion(
            reorderPoint: point, safetyStock: max(0, point - Statistics.mean(atRisk)), orderUpTo: target,
            position: position, quantity: quantity,
            stockOutRisk: Double(atRisk.count { $0 > position }) / Double(max(1, atRisk.count)))
    }
}
