/// Finds texts in texts, by their units.
enum TextSearch {
    /// The first place of a text in another from an index on; nil when there is none.
    static func first(_ wanted: String, in text: String, from start: String.Index? = nil) -> Range<String.Index>? {
        let units = text.utf8
        let needle = wanted.utf8
        var place = start ?? text.startIndex
        guard let first = needle.first else { return place..<place }
        while let candidate = units[place...].firstIndex(of: first) {
            if units[candidate...].starts(with: needle) {
                return candidate..<units.index(candidate, offsetBy: needle.count)
            }
            place = units.index(after: candidate)
        }
        return nil
    }
}
