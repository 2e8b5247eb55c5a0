/// Numbers words in the order in which they are first met: a hash table over one array of bytes, because a dictionary of
/// arrays would cost more than all the rest of indexing.
struct WordTable {
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    /// The upper half of a hash and the word's number plus one; 0 is empty.
    private var slots = [UInt64](repeating: 0, count: 1 << 12)

    var count: Int { starts.count - 1 }

    func word(_ number: Int) -> ArraySlice<UInt8> {
        bytes[starts[number]..<starts[number + 1]]
    }

    /// The number of a word, new or known.
    mutating func number(of word: [UInt8]) -> Int {
        let hash = Self.hash(word)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32 {
                let number = Int(slots[slot] & 0xFFFF_FFFF) - 1
                if isWord(number, word) { return number }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = count
        bytes += word
        starts.append(bytes.count)
        slots[slot] = hash & ~0xFFFF_FFFF | UInt64(number + 1)
        if count * 2 > slots.count { grow() }
        return number
    }

    /// The numbers of all words in the order of their bytes.
    func sorted() -> [Int] {
        // Compared by their first eight bytes, most pairs are decided.
        let keys = (0..<count).map { (first: first(of: $0), number: $0) }
        return keys.sorted { left, right in
            left.first != right.first
                ? left.first < right.first : word(left.number).lexicographicallyPrecedes(word(right.number))
        }.map(\.number)
    }

    private func first(of number: Int) -> UInt64 {
        var value: UInt64 = 0
        let range = starts[number]..<starts[number + 1]
        for offset in 0..<8 {
            let place = range.lowerBound + offset
            value = value << 8 | (place < range.upperBound ? UInt64(bytes[place]) : 0)
        }
        return value
    }

    private func isWord(_ number: Int, _ word: [UInt8]) -> Bool {
        let start = starts[number]
        guard starts[number + 1] - start == word.count else { return false }
        for offset in word.indices where bytes[start + offset] != word[offset] { return false }
        return true
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 4)
        for number in 0..<count {
            let hash = Self.hash(Array(word(number)))
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = hash & ~0xFFFF_FFFF | UInt64(number + 1)
        }
    }

    /// FNV-1a with a final mix, so that both halves are good.
    private static func hash(_ word: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    }
}
