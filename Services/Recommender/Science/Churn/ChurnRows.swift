/// Customers as of a day, and who of them bought nothing afterwards. The features know what came before the day, the answers what
/// came in the horizon from it on; no event stands on both sides.
struct ChurnRows: Hashable {
    let table: FeatureTable
    let customers: [UInt32]
    /// True for who has gone.
    let answers: [Bool]

    init(_ histories: [CustomerHistory], asOf day: Double, horizon: Double) {
        let (raw, customers) = CustomerFeature.table(of: histories, asOf: day)
        table = CustomerFeature.compressed(raw)
        self.customers = customers
        let known = Set(customers)
        answers = histories.filter { known.contains($0.customer) }
            .map { $0.purchases(in: day..<day + horizon).isEmpty }
    }
}
