/// What the program can be asked to do.
enum ShopTask: String, Codable, Sendable, CaseIterable {
    /// Asks the shop's services what they know, once for a run.
    case collect
    case segments, demand, anomalies, prices, customers
}
