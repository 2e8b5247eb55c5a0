import Testing

@testable import Orchestrator

@Suite("How shards are shared out")
struct ShardPlanTests {
    /// Lets instances follow their plans in turn until nothing changes.
    private func settle(_ owners: [String?], living: Set<String>) -> [String?] {
        var owners = owners
        for _ in 0..<10 {
            for own in living.sorted() {
                let holdings = owners.enumerated().map { ShardPlan.Holding(shard: Int64($0), owner: $1) }
                let plan = ShardPlan(holdings, living: living, own: own)
                for shard in plan.release { owners[Int(shard)] = nil }
                for holding in plan.take { owners[Int(holding.shard)] = own }
            }
        }
        return owners
    }

    @Test("One instance takes all")
    func alone() {
        #expect(settle(Array(repeating: nil, count: 8), living: ["a"]) == Array(repeating: "a", count: 8))
    }

    @Test("Who comes gets a share, and who dies is replaced", arguments: 1...8)
    func shares(_ count: Int) {
        let living = Set((0..<count).map { "i\($0)" })
        let owners = settle(Array(repeating: "i0", count: 8), living: living)
        for instance in living {
            let held = owners.count { $0 == instance }
            #expect(held == 8 / count || held == 8 / count + 1, "\(instance) holds \(held)")
        }
        let left = living.subtracting(["i0"])
        guard !left.isEmpty else { return }
        #expect(!settle(owners, living: left).contains("i0"))
    }
}
