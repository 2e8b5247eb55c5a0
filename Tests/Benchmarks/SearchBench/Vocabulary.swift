import MeshCore

/// Fifty thousand words of syllables, of which the n-th is about n times as rare as the first.
struct Vocabulary {
    private static let onsets = [
        "b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pl", "gr", "sh",
        "ch", "br",
    ]
    private static let vowels = ["a", "e", "i", "o", "u", "ea", "ou", "ai"]
    private static let codas = ["", "", "n", "r", "l", "s", "t", "m", "d", "ck", "ng"]

    private var words: [String] = []
    /// The sum of the shares up to each word.
    private var shares: [Double] = []

    init(count: Int = 50_000) {
        var random = SplitMix64(seed: 11)
        var seen: Set<String> = []
        var sum = 0.0
        while words.count < count {
            let word = Self.word(&random)
            guard word.count > 2, seen.insert(word).inserted else { continue }
            words.append(word)
            sum += 1 / Double(words.count + 2)
            shares.append(sum)
        }
    }

    /// A word, the frequent ones more often.
    func word(_ random: inout SplitMix64) -> String {
        let share = random.unit() * (shares.last ?? 0)
        var (low, high) = (0, shares.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if shares[middle] < share { low = middle + 1 } else { high = middle }
        }
        return words[low]
    }

    private static func word(_ random: inout SplitMix64) -> String {
        (0..<(1 + random.below(4))).reduce(into: "") { word, _ in
            word += onsets[random.below(onsets.count)] + vowels[random.below(vowels.count)]
            word += codas[random.below(codas.count)]
        }
    }
}
