import MeshCore
import Testing

@testable import Catalog

@Suite("Typos")
struct TypoAutomatonTests {
    @Test(
        "are counted by the rules",
        arguments: [
            ("kitchen", "kitchen", 0), ("kitchen", "kithcen", 1), ("kitchen", "kitchn", 1), ("kitchen", "kitchens", 1),
            ("kitchen", "kitcken", 1), ("kitchen", "bitchen", nil), ("kitchen", "itchen", nil),
            ("kitchen", "ikitchen", nil), ("kitchen", "iktchen", nil), ("kitchen", "kithcn", nil),
            ("chocolate", "shocolate", 2), ("chocolate", "hocolate", 2), ("chocolate", "hcocolate", 2),
            ("chocolate", "schocolate", 2), ("chocolate", "chcoolaet", 2), ("chocolate", "shocolatte", nil),
            ("knife", "knives", nil), ("chair", "chai4", nil), ("chairs", "chair5s", nil), ("часики", "чаcики", 1),
        ])
    func rules(typed: String, found: String, typos: Int?) {
        let word = SearchWord(Array(typed.utf8), isPrefix: false)
        #expect(TypoAutomaton(typed, maximum: word.typos).typos(of: found, isPrefix: false) == typos)
    }

    @Test("One is allowed from five characters, two from nine, none in numbers")
    func allowance() {
        for (text, typos) in [("four", 0), ("fives", 1), ("eightyyy", 1), ("chocolate", 2), ("тесто", 1), ("b00k5", 0)]
        {
            #expect(SearchWord(Array(text.utf8), isPrefix: false).typos == typos, "\(text)")
        }
    }

    @Test("are those of the distance's table, for random words", arguments: Array(1...10) as [UInt64])
    func reference(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let word = { (random: inout SplitMix64, letters: [Character], length: Int) in
            String((0..<length).map { _ in letters[random.below(letters.count)] })
        }
        for _ in 0..<2000 {
            let typed = word(&random, Array("abcé"), 1 + random.below(10))
            let found = word(&random, Array("abcé1"), 1 + random.below(11))
            let maximum = random.below(3)
            let isPrefix = random.below(2) == 0
            let automaton = TypoAutomaton(typed, maximum: maximum)
            let scalars = Array(found.unicodeScalars)
            let ends = isPrefix ? Array(1...scalars.count) : [scalars.count]
            let least = ends.map { TypoReference.distance(Array(typed.unicodeScalars), Array(scalars[..<$0])) }.min()
            let expected = least.flatMap { $0 <= maximum ? $0 : nil }
            #expect(
                automaton.typos(of: found, isPrefix: isPrefix) == expected,
                "seed \(seed): \(typed) \(found) \(maximum) \(isPrefix)")
        }
    }
}
