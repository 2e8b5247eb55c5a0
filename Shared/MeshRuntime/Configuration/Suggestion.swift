/// Finds what a person probably meant.
enum Suggestion {
    /// "; did you mean …?" with the nearest known name; empty when none is near.
    static func words(for name: String, among known: some Sequence<String>) -> String {
        let nearest = known.lazy.map { (name: $0, distance: distance(name, $0)) }.min {
            ($0.distance, $0.name) < ($1.distance, $1.name)
        }
        guard let nearest, nearest.distance <= max(2, name.count / 3) else { return "" }
        return "; did you mean \(nearest.name)?"
    }

    /// How many characters must be put in, taken out or replaced (Levenshtein's distance).
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.prefix(128))
        var row = Array(0...right.count)
        for (index, character) in left.prefix(128).enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let substitution = diagonal + (character == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
