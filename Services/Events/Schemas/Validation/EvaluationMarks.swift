/// Which members of an object, or elements of an array, schemas have looked at: by their positions.
struct EvaluationMarks {
    private var isEverything = false
    private var words: [UInt64] = []

    mutating func markAll() {
        isEverything = true
    }

    mutating func mark(_ position: Int) {
        let word = position / 64
        while words.count <= word { words.append(0) }
        words[word] |= 1 << UInt64(position % 64)
    }

    func contains(_ position: Int) -> Bool {
        if isEverything { return true }
        let word = position / 64
        return word < words.count && words[word] & 1 << UInt64(position % 64) != 0
    }

    mutating func formUnion(_ other: EvaluationMarks?) {
        guard let other else { return }
        isEverything = isEverything || other.isEverything
        while words.count < other.words.count { words.append(0) }
        for (position, word) in other.words.enumerated() { words[position] |= word }
    }
}
