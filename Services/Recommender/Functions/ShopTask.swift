/// What the program can be asked to do.
enum ShopTask: String, Codable, Sendable, CaseIterable {
    /// Asks the shop's services what they know, once for a run.
    case collect
    /// Makes a part of the recommender's models.
    case train
    /// Says how good all parts are, beside what is served.
    case judge
    case segments, demand, anomalies, prices, customers
}
