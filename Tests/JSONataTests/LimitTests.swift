import Foundation
import JSONata
import Synchronization
import Testing

@Suite("Evaluations stay within their bounds")
struct LimitTests {
    @Test(
        "What has no end is ended",
        arguments: [
            "($f := function(){$f()}; $f())", "($f := function($n){1 + $f($n)}; $f(1))",
            "($f := function($s, $n){$n = 0 ? $s : $f($s & $s, $n - 1)}; $f(\"12345678\", 60))",
            "($f := function($s, $n){$n = 0 ? $s : $f([[$s]], $n - 1)}; $f(1, 100000))",
            "($f := function($s, $n){$n = 0 ? $s : $f({\"a\": $s, \"b\": $s}, $n - 1)}; $f(1, 60))",
            "$pad(\"\", 1e15)",
        ])
    func ended(source: String) {
        let limits = JSONataLimits(steps: 400_000, memory: 16 << 20)
        #expect(Expressions.outcome(source, limits: limits) == "U1001")
    }

    @Test("Depth is counted as the reference implementation counts it")
    func depth() {
        let source = "($f := function($n){$n = 0 ? 1 : $n * $f($n - 1)}; $f(%))"
        let limits = JSONataLimits(depth: 302)
        #expect(Expressions.outcome(source.replacing("%", with: "99"), limits: limits) != "U1001")
        #expect(Expressions.outcome(source.replacing("%", with: "100"), limits: limits) == "U1001")
    }

    @Test("A thread with a stack of 512 KiB survives deep recursion and deep expressions")
    func smallStack() {
        let outcomes = Mutex<[String]>([])
        let ended = DispatchSemaphore(value: 0)
        let thread = Thread {
            let deep = String(repeating: "(", count: 1500) + "1" + String(repeating: ")", count: 1500)
            let sources = [
                "($f := function($n){$n = 0 ? 0 : 1 + $f($n - 1)}; $f(3000))",
                "($f := function($n){1 + $f($n)}; $f(1))",
                deep, String(repeating: "(", count: 100_000), String(repeating: "1+", count: 1000) + "1",
            ]
            outcomes.withLock { $0 = sources.map { Expressions.outcome($0) } }
            ended.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        ended.wait()
        #expect(outcomes.withLock { $0 } == ["3000", "U1001", "1", "S0602", "1001"])
    }
}
