import ShopScience

/// Customers in segments.
struct SegmentReport: ScienceReport {
    struct Member: Encodable {
        let customer: String
        let segment: String
    }

    let asOf: String
    let segments: [Segment]
    let silhouette: Double
    /// By the number of segments.
    let silhouettes: [String: Double]
    let members: [Member]
    let backtest: BacktestReport?
    /// Why there is no back-test.
    let untested: String?

    init(_ found: Segmentation, asOf day: Double, names: [String], backtest: BacktestReport?, untested: String?) {
        asOf = ScienceText.date(day)
        segments = found.segments
        silhouette = found.silhouette
        silhouettes = Dictionary(uniqueKeysWithValues: found.silhouettes.map { ("\($0.key)", $0.value) })
        members = zip(names, found.labels).map { Member(customer: $0, segment: found.segments[$1].name) }
        self.backtest = backtest
        self.untested = untested
    }

    var text: String {
        let features = Segmentation.features.map(\.rawValue)
        var rows = [["segment", "customers"] + features]
        rows += segments.map { segment in
            [segment.name, "\(segment.customerCount)"] + features.map { ScienceText.number(segment.centre[$0] ?? 0) }
        }
        return """
            \(TextTable.text(rows))
            as of \(asOf); silhouette \(ScienceText.number(silhouette)) with \(segments.count) segments
            \(backtest.map(ScienceText.backtest) ?? "no back-test: \(untested ?? "")")
            """
    }
}
