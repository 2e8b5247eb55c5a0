/// The pages of several segments, numbered alike.
struct PathPages: Sendable {
    private var all = Numbered<String>()
    /// For each segment, the number of each code; empty where no event has a page.
    private var numbers: [[UInt32]] = []

    /// - Parameter texts: Of each segment, by their codes; nil where there are none.
    init(_ texts: [[String]?]) {
        _ = all.number(of: Dimension.none)
        for texts in texts { numbers.append((texts ?? []).map { all.number(of: $0) }) }
    }

    /// The number of a page; nil when no event has it.
    func number(of page: String) -> UInt32? { all.all.firstIndex(of: page).map { UInt32($0) } }

    /// The number of each code of a segment; empty where no event has a page.
    func numbers(of segment: Int) -> [UInt32] { numbers[segment] }

    /// Paths with the names of their pages.
    func named(_ counts: PathCounts) -> [[String]: Int] {
        var named: [[String]: Int] = [:]
        counts.forEach { path, count in named[path.map { all.all[Int($0)] }] = count }
        return named
    }
}
