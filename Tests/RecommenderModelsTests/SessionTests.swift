import Glibc
import MeshCore
import RecommenderModels
import Testing

@Suite("Session-based neighbours")
struct SessionTests {
    @Test("An answer by hand")
    func byHand() throws {
        // N = 7 items of sessions: 0 once, 1 twice, 2 three times, 3 once.
        let model = SessionNeighbours(
            [[0, 1], [1, 2], [2], [2, 3]], itemCount: 4, configuration: try VMISConfiguration())
        let found = scores(model, after: History([1, 2]))
        // Of 1 then 2: the weights are 1/2 and 2/2. Similarities: {0,1} 0.5, {1,2} 1.5, {2} and {2,3} 1. λ(1) = 0.9, λ(2) = 0.8.
        let idf = [7, 3.5, 7.0 / 3, 7].map { log($0) }
        let expected = [0.8 * 0.5, 0.8 * 0.5 + 0.9 * 1.5, 0.9 * (1.5 + 1 + 1), 0.9]
        for item in 0..<4 {
            #expect(isNear(found[UInt32(item)] ?? .nan, expected[item] * idf[item], tolerance: 1e-12), "\(item)")
        }
        var sheet = ScoreSheet(itemCount: 4)
        let list = model.recommendations(after: History([1, 2]), count: 9, known: .lastExcluded, on: &sheet)
        #expect(list.map(\.item) == [1, 3, 0])
    }

    /// The algorithm straight from its words, without an index.
    static func naive(
        _ sessions: [[UInt32]], after history: [UInt32], _ configuration: VMISConfiguration, itemCount: Int
    ) -> [UInt32: Double] {
        let sets = sessions.map(Set.init)
        let entries = sets.reduce(0) { $0 + $1.count }
        let evolving = Array(history.suffix(configuration.lastItemCount))
        let different = Double(Set(evolving).count)
        func place(_ item: UInt32) -> Int? { evolving.reversed().enumerated().first { $0.element == item }?.offset }
        let recent = sets.indices.reversed().filter { number in evolving.contains { sets[number].contains($0) } }
            .prefix(configuration.recentSessionCount)
        let scored = recent.map { number in
            let similarity = Set(evolving).filter { sets[number].contains($0) }
                .reduce(0) { $0 + Double(evolving.count - (place($1) ?? 0)) / different }
            return (number: number, similarity: similarity)
        }
        // Equal sums may be made of the same thirds in another order.
        let nearest = scored.sorted {
            abs($0.similarity - $1.similarity) > 1e-9 ? $0.similarity > $1.similarity : $0.number > $1.number
        }.prefix(configuration.neighbourCount)
        var result: [UInt32: Double] = [:]
        for (number, similarity) in nearest {
            let last = sets[number].compactMap(place).min() ?? 0
            for item in sets[number] {
                let idf = log(Double(entries) / Double(sets.filter { $0.contains(item) }.count))
                result[item, default: 0] += (1 - 0.1 * Double(last + 1)) * similarity * idf
            }
        }
        return result
    }

    @Test("It agrees with the algorithm without an index", arguments: 0..<8 as Range<UInt64>)
    func agrees(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sessions = (0..<120).map { _ in (0..<1 + random.below(6)).map { _ in UInt32(random.below(20)) } }
        let configuration = try VMISConfiguration(
            recentSessionCount: 5 + random.below(30), neighbourCount: 3 + random.below(20),
            lastItemCount: 1 + random.below(5))
        let model = SessionNeighbours(sessions, itemCount: 20, configuration: configuration)
        for _ in 0..<20 {
            let history = (0..<1 + random.below(5)).map { _ in UInt32(random.below(22)) }
            let found = scores(model, after: History(history))
            let expected = Self.naive(sessions, after: history, configuration, itemCount: 20)
            #expect(Set(found.keys) == Set(expected.keys))
            for (item, score) in expected {
                #expect(isNear(found[item] ?? .nan, score, tolerance: 1e-9), "after \(history): \(item)")
            }
        }
    }

    @Test("Sessions that are too long are left out")
    func long() throws {
        let model = SessionNeighbours(
            [[0, 1, 2, 3], [0, 4]], itemCount: 5, configuration: try VMISConfiguration(longestSession: 3))
        #expect(Set(scores(model, after: History([0])).keys) == [0, 4])
    }

    @Test("Settings without a meaning are refused")
    func refused() {
        #expect(throws: ModelError.self) { try VMISConfiguration(recentSessionCount: 0) }
        #expect(throws: ModelError.self) { try VMISConfiguration(neighbourCount: 0) }
        #expect(throws: ModelError.self) { try VMISConfiguration(lastItemCount: 0) }
    }
}
