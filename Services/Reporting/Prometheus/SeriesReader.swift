import MeshCore
import ReportAnalysis

/// Reads series from the reports of the sites that a caller may read.
struct SeriesReader: Sendable {
    let desk: ReportDesk
    let store: ReportStore
    let rights: ReaderRights

    /// A question about more sites than these names them.
    private static let mostSites = 50
    /// Numbers of one question: series by points.
    private static let mostValues = 500_000
    /// Scans that lie over each other.
    private static let mostParts = 100

    /// The sites that the caller may read, by their ids.
    ///
    /// - Throws: `StoreError`.
    func sites() async throws -> [String] {
        let limit = Self.mostSites * 20
        let found: [SiteRecord]
        switch rights {
        case .all: found = try await store.sites(readableBy: nil, after: "", limit: limit)
        case .account(let account): found = try await store.sites(readableBy: account, after: "", limit: limit)
        case .none: found = []
        }
        return found.map(\.site.id)
    }

    /// The series of a plan.
    ///
    /// - Parameter windows: One for each moment; nil for moments that have not come.
    /// - Throws: ``PromQLError``; what reports throw.
    func series(_ plan: SeriesPlan, _ windows: [Range<Timestamp>?]) async throws -> [MetricSeries] {
        let sites = try await sites().filter { try plan.takes(site: $0) }
        guard sites.count <= Self.mostSites else {
            throw PromQLError.parse("\(sites.count) sites are too many at once: name some by site", at: plan.place)
        }
        var all: [MetricSeries] = []
        for site in sites { all += try await series(of: site, plan, windows) }
        if plan.labels.contains(.site) { return all }
        // Without its site a series may come from several.
        let merged = PromQLArithmetic.sum(all, by: plan.labels.map(\.name))
        guard merged.count == all.count || plan.metric.isCount else {
            throw PromQLError.parse(
                "\(plan.metric.rawValue) of several sites is no sum: name labels by (site)", at: plan.place)
        }
        return merged
    }

    private func series(
        of site: String, _ plan: SeriesPlan, _ windows: [Range<Timestamp>?]
    ) async throws -> [MetricSeries] {
        // Moments that lie in the same minute have the same window.
        var places: [Range<Timestamp>: Int] = [:]
        var distinct: [Range<Timestamp>] = []
        for case let window? in windows where places[window] == nil {
            places[window] = distinct.count
            distinct.append(window)
        }
        guard !distinct.isEmpty else { return [] }
        let question = WindowQuestion(
            metric: plan.metric.metric, dimensions: plan.dimensions, filter: plan.filter, windows: distinct)
        let limit = Self.mostParts
        let found = try await desk.ask(site, as: rights) { reports in
            let parts = question.parts(in: reports.view.calendar)
            guard parts.count <= limit else {
                throw PromQLError(.badData, "the range of a point is longer than \(limit) steps: take longer steps")
            }
            return try parts.map { part in
                question.values(of: try reports.scanner.groups(for: part.scan, grain: part.grain), in: part)
            }.joined().map { Found(values: $0.values, window: $0.window, value: $0.value) }
        }
        return try arranged(found, of: site, plan, windows, places, count: distinct.count)
    }

    /// What a window holds under some values.
    private struct Found: Sendable {
        let values: [String]
        let window: Int
        let value: MetricValue
    }

    private func arranged(
        _ found: [Found], of site: String, _ plan: SeriesPlan, _ windows: [Range<Timestamp>?],
        _ places: [Range<Timestamp>: Int], count: Int
    ) throws -> [MetricSeries] {
        var rows: [[String: String]: [Double?]] = [:]
        let empty: [Double?] = Array(repeating: plan.metric.isCount ? 0 : nil, count: count)
        // A site that nobody came to has counts of none.
        if plan.dimensions.isEmpty, plan.metric != .revenue, plan.metric.isCount {
            rows[labels(of: plan, site, [], nil)] = empty
        }
        for one in found {
            for (currency, number) in try numbers(one.value, plan) {
                let key = labels(of: plan, site, one.values, currency)
                rows[key, default: empty][one.window] = (rows[key]?[one.window] ?? nil ?? 0) + number
            }
            guard rows.count * count <= Self.mostValues else {
                throw PromQLError(.execution, "the answer has too many series: take fewer labels, or longer steps")
            }
        }
        if plan.metric == .revenue, !plan.labels.contains(.currency) {
            try checkCurrencies(found, plan)
        }
        return rows.sorted { Self.isBefore($0.key, $1.key) }.map { labels, values in
            MetricSeries(labels: labels, values: windows.map { $0.flatMap { places[$0] }.flatMap { values[$0] } })
        }
    }

    private func labels(
        of plan: SeriesPlan, _ site: String, _ values: [String], _ currency: String?
    ) -> [String: String] {
        var labels: [String: String] = [SeriesLabel.site.name: site]
        if plan.labels.contains(.currency), let currency { labels[SeriesLabel.currency.name] = currency }
        for (dimension, value) in zip(plan.dimensions, values) {
            labels[SeriesLabel.dimension(dimension).name] = value.isEmpty ? Dimension.none : value
        }
        return labels
    }

    private func numbers(_ value: MetricValue, _ plan: SeriesPlan) throws -> [(currency: String?, number: Double)] {
        switch value {
        case .count(let count): [(nil, Double(count))]
        case .number(let number): [(nil, number)]
        case .none: []
        case .money(let amounts):
            try amounts.filter { try plan.takes(currency: $0.currency.description) }.compactMap { money in
                Double(MoneyText.number(money)).map { (money.currency.description, $0) }
            }
        }
    }

    private func checkCurrencies(_ found: [Found], _ plan: SeriesPlan) throws {
        var currencies: Set<String> = []
        for one in found {
            guard case .money(let amounts) = one.value else { continue }
            for money in amounts where try plan.takes(currency: money.currency.description) {
                currencies.insert(money.currency.description)
            }
        }
        guard currencies.count <= 1 else {
            throw PromQLError.parse(
                "revenue is in \(currencies.sorted().joined(separator: ", ")), which do not add up: name labels by "
                    + "(currency), or match one", at: plan.place)
        }
    }

    static func isBefore(_ left: [String: String], _ right: [String: String]) -> Bool {
        let (one, other) = (left.sorted { $0.key < $1.key }, right.sorted { $0.key < $1.key })
        return one.flatMap { [$0.key, $0.value] }.lexicographicallyPrecedes(other.flatMap { [$0.key, $0.value] })
    }
}
