/// Finds the word that somebody probably meant.
enum NearestWord {
    /// The candidate with the smallest edit distance (Levenshtein, 1966), if that is at most a third of the word's length.
    static func of(_ word: String, among candidates: [String]) -> String? {
        let ranked = candidates.map { (candidate: $0, distance: distance(Array(word), Array($0))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, word.count / 3) ? best.candidate : nil
    }

    private static func distance(_ from: [Character], _ to: [Character]) -> Int {
        var previous = Array(0...to.count)
        for (row, character) in from.enumerated() {
            var current = [row + 1]
            for (column, other) in to.enumerated() {
                let substitution = previous[column] + (character == other ? 0 : 1)
                current.append(min(substitution, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[to.count]
    }
}
