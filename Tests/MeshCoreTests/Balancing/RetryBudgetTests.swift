import MeshCore
import Testing

struct RetryBudgetTests {
    private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)

    private func drain(_ budget: inout RetryBudget, at now: MonotonicInstant) -> Int {
        var retries = 0
        while budget.withdraw(at: now) { retries += 1 }
        return retries
    }

    @Test("Without requests the reserve of ten a second is allowed")
    func reserve() {
        var budget = RetryBudget()
        #expect(budget.available(at: start) == 100)
        #expect(drain(&budget, at: start) == 100)
        #expect(budget.withdraw(at: start) == false)
    }

    @Test("Each request allows a fifth of a retry")
    func ratio() {
        var budget = RetryBudget()
        for _ in 0..<1000 { budget.requestStarted(at: start) }
        #expect(drain(&budget, at: start) == 300)
        for _ in 0..<4 { budget.requestStarted(at: start) }
        #expect(budget.withdraw(at: start) == false)
        budget.requestStarted(at: start)
        #expect(budget.withdraw(at: start) == true)
    }

    @Test("Requests and retries are forgotten after the window")
    func expiry() {
        var budget = RetryBudget(minimumPerSecond: 0)
        for _ in 0..<100 { budget.requestStarted(at: start) }
        #expect(budget.available(at: start.advanced(by: .seconds(8))) == 20)
        #expect(budget.available(at: start.advanced(by: .seconds(11))) == 0)
        var spent = RetryBudget()
        _ = drain(&spent, at: start)
        #expect(spent.available(at: start.advanced(by: .seconds(11))) == 100)
    }

    @Test("Without a reserve nothing is allowed before a request")
    func none() {
        var budget = RetryBudget(minimumPerSecond: 0)
        #expect(budget.withdraw(at: start) == false)
    }
}
