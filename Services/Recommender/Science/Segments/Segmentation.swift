/// Customers in segments, by k-means on the standardised logarithms of what they did.
package struct Segmentation: Hashable, Sendable {
    /// What they are grouped by.
    package static let features: [CustomerFeature] = [.recency, .frequency, .monetary, .tenure, .recentVisits]

    /// The one with the most recent customers first.
    package let segments: [Segment]
    /// How well customers lie in them, −1 … 1.
    package let silhouette: Double
    /// The silhouette of each number of segments that was tried.
    package let silhouettes: [Int: Double]
    /// The customers by number, and each one's place in `segments`.
    package let customers: [UInt32]
    package let labels: [Int]
    private let standardization: Standardization
    private let clusters: KMeans
    /// For each cluster its place in `segments`.
    private let places: [Int]

    /// Those who bought before a day, by what they did before it.
    ///
    /// - Throws: ``ScienceError``, for fewer customers than the least number of segments.
    package init(
        _ histories: [CustomerHistory], asOf day: Double, settings: SegmentSettings
    ) throws(ScienceError) {
        let (raw, customers) = CustomerFeature.table(of: histories, asOf: day, columns: Self.features)
        let least = settings.clusterCounts.lowerBound
        guard raw.rowCount >= least else {
            throw .tooLittle(of: "customers who bought", count: raw.rowCount, needed: least)
        }
        let table = CustomerFeature.compressed(raw)
        try table.requireFinite()
        standardization = Standardization(table)
        let standard = standardization.applied(to: table)
        var best: (clusters: KMeans, silhouette: Double)?
        var silhouettes: [Int: Double] = [:]
        let most = min(settings.clusterCounts.upperBound, raw.rowCount)
        let seedings = KMeans.seedings(
            standard, clusterCount: most, count: settings.seedingCount, seed: settings.seed)
        for count in settings.clusterCounts.lowerBound...most {
            let found = try KMeans(standard, fromBestOf: seedings.map { Array($0.prefix(count)) })
            let silhouette = Silhouette.mean(
                standard, labels: found.labels, sampleSize: settings.silhouetteSampleSize, seed: settings.seed)
            silhouettes[count] = silhouette
            if best.map({ silhouette > $0.silhouette }) ?? true { best = (found, silhouette) }
        }
        guard let best else { preconditionFailure("there was a number of segments") }
        let order = best.clusters.centres.indices.sorted { best.clusters.centres[$0][0] < best.clusters.centres[$1][0] }
        var places = [Int](repeating: 0, count: order.count)
        for (place, cluster) in order.enumerated() { places[cluster] = place }
        self.customers = customers
        self.silhouettes = silhouettes
        self.places = places
        silhouette = best.silhouette
        clusters = best.clusters
        labels = best.clusters.labels.map { places[$0] }
        segments = Self.segments(best.clusters, order: order, raw: raw)
    }

    /// The place of the segment that each row belongs to: customers by `features`.
    func labels(of table: FeatureTable) -> [Int] {
        let standard = standardization.applied(to: CustomerFeature.compressed(table))
        return (0..<table.rowCount).map { places[clusters.cluster(of: Array(standard.row($0)))] }
    }

    private static func segments(_ clusters: KMeans, order: [Int], raw: FeatureTable) -> [Segment] {
        var naming = SegmentNaming()
        return order.map { cluster in
            let members = raw.rows(clusters.labels.indices.filter { clusters.labels[$0] == cluster })
            let names = features.map(\.rawValue)
            // Means of logarithms say little to people: the middle is the members' own mean.
            let means = names.indices.map { Statistics.mean(members.column($0)) }
            let standard = Dictionary(uniqueKeysWithValues: zip(features, clusters.centres[cluster]))
            return Segment(
                name: naming.name(standard), centre: Dictionary(uniqueKeysWithValues: zip(names, means)),
                customerCount: members.rowCount)
        }
    }
}
