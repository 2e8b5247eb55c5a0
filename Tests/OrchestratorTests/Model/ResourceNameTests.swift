import MeshCore
import Testing

@testable import Orchestrator

@Suite("Names of resources")
struct ResourceNameTests {
    private let scope = ARNScope(region: "us-east-1", account: "000000000000")

    @Test(
        "A name is read as it was written",
        arguments: [
            StatesResource.stateMachine("a.b"), .version(machine: "a", number: 3), .alias(machine: "a", name: "PROD"),
            .execution(machine: "a", label: nil, name: "x"), .execution(machine: "a", label: "Map", name: "x"),
            .express(machine: "a", name: "x", run: "1f"), .mapRun(machine: "a", label: "Map", id: "u"), .activity("w"),
        ])
    func readsBack(_ resource: StatesResource) throws {
        #expect(try scope.resource(of: scope.text(resource)) == resource)
    }

    @Test(
        "What is no name is refused",
        arguments: ["", "x", "arn:aws:s3:::b", "arn:aws:states:us-east-1:000000000000:thing:x", "arn:aws:states:::"])
    func refuses(_ text: String) {
        #expect(throws: OrchestratorError.self) { try scope.resource(of: text) }
    }

    @Test("Another account's names are nobody's")
    func otherAccounts() throws {
        #expect(try scope.resource(of: "arn:aws:states:us-east-1:111111111111:stateMachine:a") == nil)
    }

    @Test("Numbers grow, and tell their shard", arguments: [Int64(0), 7])
    func numbers(_ shard: Int64) {
        let now = Timestamp(milliseconds: 1_795_000_000_000)
        var sequence = NumberSequence(shard: shard, after: 0)
        var last = sequence.next(at: now)
        for step in 0..<1000 {
            let next = sequence.next(at: now + .milliseconds(Int64(step % 3)))
            #expect(next > last && next & 15 == shard)
            last = next
        }
        var successor = NumberSequence(shard: shard, after: last)
        let next = successor.next(at: Timestamp(milliseconds: 0))
        #expect(next > last, "the clock may have gone back")
    }
}
