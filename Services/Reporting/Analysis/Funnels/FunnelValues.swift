/// The values of a funnel's breakdown in several segments, numbered alike.
struct FunnelValues: Sendable {
    /// By number; the first is ``Dimension/none``.
    let texts: [String]
    /// For each segment, the number of each code; nil where no visit has a value.
    private let codes: [[UInt32]?]

    /// - Parameter texts: Of each segment, by their codes; nil where there are none.
    init(_ texts: [[String]?]) {
        var all = Numbered<String>()
        _ = all.number(of: Dimension.none)
        codes = texts.map { $0?.map { all.number(of: $0) } }
        self.texts = all.all
    }

    /// The number of each code of a segment; zero for all where no visit has a value.
    func numbers(of segment: Int) -> [UInt32] { codes[segment] ?? [0] }
}
