/// The search for a text in others, in time linear in both (Knuth, Morris and Pratt, "Fast Pattern Matching in Strings", SIAM
/// Journal on Computing 6/2, 1977).
struct TextSearch {
    let wanted: [Unicode.Scalar]
    /// For each length of the wanted text that was found: how much of it may stand at its end already.
    private let overlaps: [Int]

    init(_ wanted: [Unicode.Scalar]) {
        self.wanted = wanted
        var overlaps = [Int](repeating: 0, count: wanted.count)
        var length = 0
        for position in wanted.indices.dropFirst() {
            while length > 0, wanted[position] != wanted[length] { length = overlaps[length - 1] }
            if wanted[position] == wanted[length] { length += 1 }
            overlaps[position] = length
        }
        self.overlaps = overlaps
    }

    /// The place behind the first occurrence.
    func endOfFirst(in text: ArraySlice<Unicode.Scalar>) -> Int? {
        guard !wanted.isEmpty else { return text.startIndex }
        var length = 0
        for position in text.indices {
            while length > 0, text[position] != wanted[length] { length = overlaps[length - 1] }
            if text[position] == wanted[length] { length += 1 }
            if length == wanted.count { return position + 1 }
        }
        return nil
    }
}
