/// The groups of a segment's rows as numbers: the codes of their values, each with its own weight, added up.
struct GroupKeys: Sendable {
    /// The part that the visit contributes, one a visit; nil when no dimension of visits is a group.
    let visits: [Int]?
    /// The part that the event contributes without its goals, one an event; nil when none is a group.
    let events: [Int]?
    /// The weight of a goal's position; nil when goals are no group.
    let goalWeight: Int?
    /// The weight of a bucket's position.
    let bucketWeight: Int

    private let places: [Place]

    /// A dimension's place in a key.
    private struct Place {
        let weight: Int
        let texts: [String]
    }

    /// - Parameter withRows: Whether rows are looked at, and not only what occurs.
    /// - Throws: ``QueryLimitError`` when there are more combinations than a number can tell apart.
    init(_ scan: ReportScan, _ segment: VisitSegment, withRows: Bool = true) throws(QueryLimitError) {
        var visits: [Int]?
        var events: [Int]?
        var goalWeight: Int?
        var places: [Place] = []
        var weight = 1
        for dimension in scan.dimensions {
            let column = segment.column(of: dimension)
            let texts = dimension == .goal ? segment.goals.goals : column?.texts ?? [Dimension.none]
            switch dimension.scope {
            case _ where !withRows: break
            case .event where dimension == .goal: goalWeight = weight
            case .event: Self.add(column, weight: weight, to: &events, count: segment.eventCount)
            case .visit: Self.add(column, weight: weight, to: &visits, count: segment.visitCount)
            }
            places.append(Place(weight: weight, texts: texts))
            weight = try Self.product(weight, max(texts.count, 1))
        }
        _ = try Self.product(weight, scan.buckets?.starts.count ?? 1)
        self.visits = visits
        self.events = events
        self.goalWeight = goalWeight
        bucketWeight = weight
        self.places = places
    }

    /// The parts that visits contribute in a slice of the segment; nil when no dimension of visits is a group.
    func visitKeys(_ scan: ReportScan, _ slice: VisitSegment) -> [Int]? {
        var keys: [Int]?
        for (dimension, place) in zip(scan.dimensions, places) where dimension.scope == .visit {
            Self.add(slice.column(of: dimension), weight: place.weight, to: &keys, count: slice.visitCount)
        }
        return keys
    }

    /// The column of the only dimension of events in a slice of the segment; nil when no row has one.
    func eventColumn(_ scan: ReportScan, _ slice: VisitSegment) -> TextColumn? {
        scan.dimensions.first { $0.scope == .event }.flatMap { slice.column(of: $0) }
    }

    /// The weight of its codes.
    func eventWeight(_ scan: ReportScan) -> Int {
        zip(scan.dimensions, places).first { $0.0.scope == .event }?.1.weight ?? 0
    }

    /// Whether events of one visit can fall into different groups.
    var dependOnEvent: Bool { events != nil || goalWeight != nil }

    /// The group that a number stands for.
    func key(of number: Int) -> GroupKey {
        GroupKey(
            bucket: number / bucketWeight,
            values: places.map { $0.texts[number / $0.weight % $0.texts.count] })
    }

    private static func add(_ column: TextColumn?, weight: Int, to keys: inout [Int]?, count: Int) {
        guard let column else {
            keys = keys ?? Array(repeating: 0, count: count)
            return
        }
        let scaled = column.codes.scaled(by: weight)
        guard var sums = keys else {
            keys = scaled
            return
        }
        keys = nil
        for row in sums.indices { sums[row] &+= scaled[row] }
        keys = sums
    }

    private static func product(_ weight: Int, _ count: Int) throws(QueryLimitError) -> Int {
        let (product, overflow) = weight.multipliedReportingOverflow(by: count)
        guard !overflow else { throw QueryLimitError(limit: .max) }
        return product
    }
}
