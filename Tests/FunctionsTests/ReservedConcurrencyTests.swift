import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Functions

@Suite("Reserved concurrency among instances", .timeLimit(.minutes(2)))
struct ReservedConcurrencyTests {
    @Test("Calls of all instances together are held to what is reserved, and a call that is over makes room at once")
    func shared() async throws {
        try await FunctionsDoor.with(instance: "functions-1") { first in
            try await first.create("echo", try echoArchive())
            try await first.reserve(1, for: "echo")
            try await FunctionsDoor.with(instance: "functions-2", beside: first) { second in
                for number in 0..<6 {
                    let answer = try await (number.isMultiple(of: 2) ? first : second).invoke("echo")
                    #expect(answer.status == 200, "\(answer)")
                }
                let store = first.service.store
                for door in [first, second] {
                    let isIn = try await store.enter("echo", reserved: 1, by: "somebody", isAlive: { _ in true })
                    let answer = try await door.invoke("echo")
                    #expect(isIn && answer.status == 200, "whose process is gone calls no more")
                }
            }
        }
    }

    @Test("The calls of an instance that lives count, those of one that is gone do not")
    func owners() async throws {
        try await FunctionsDoor.with { door in
            let store = door.service.store
            for owner in ["one", "two"] {
                #expect(try await store.enter("f", reserved: 2, by: owner, isAlive: { _ in true }))
            }
            #expect(try await store.enter("f", reserved: 2, by: "three", isAlive: { _ in true }) == false)
            try await store.leave("f", by: "two")
            #expect(try await store.enter("f", reserved: 2, by: "three", isAlive: { _ in true }))
            #expect(try await store.enter("f", reserved: 2, by: "two", isAlive: { $0 != "one" }))
            #expect(try await store.enter("f", reserved: 2, by: "two", isAlive: { $0 != "one" }) == false)
            #expect(try await store.enter("g", reserved: 0, by: "two", isAlive: { _ in true }) == false)
        }
    }

    @Test("A call beyond what is reserved is refused with AWS's reason")
    func refused() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("echo", try echoArchive())
            try await door.reserve(1, for: "echo")
            let store = door.service.store
            let mark = door.service.caller.owner
            #expect(try await store.enter("echo", reserved: 1, by: mark, isAlive: { _ in true }))
            let refused = try await door.invoke("echo")
            #expect(refused.status == 429 && refused.exception == "TooManyRequestsException", "\(refused)")
            #expect(refused.json["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded")
        }
    }
}

extension FunctionsDoor {
    /// Reserves concurrency for a function.
    fileprivate func reserve(_ number: Int64, for function: String) async throws {
        let path = "/aws/2017-10-31/functions/\(function)/concurrency"
        let answer = try await send(.put, path, ["ReservedConcurrentExecutions": .int(number)])
        try #require(answer.status == 200, "\(answer)")
    }
}
