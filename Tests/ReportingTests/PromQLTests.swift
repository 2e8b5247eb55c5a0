import MeshCore
import Testing

@testable import Reporting

@Suite("The part of PromQL that is answered")
struct PromQLTests {
    private func message(_ query: String) -> String {
        do {
            return "\(try PromQLParser.expression(query))"
        } catch {
            return error.message
        }
    }

    @Test(
        "What is beyond it, or wrong, is told with its place",
        arguments: [
            ("sum(site_visitors", #"1:18: parse error: unexpected end of input, expected ")""#),
            ("site_visitors > 5", "1:15: parse error: comparisons are beyond"),
            ("site_visitors and site_visits", "1:15: parse error: and is beyond"),
            ("histogram_quantile(0.9, x)", "1:1: parse error: histogram_quantile is beyond the functions"),
            ("sum without (page) (site_visits)", "1:5: parse error: without is beyond"),
            ("site_visits[5m:1m]", "1:15: parse error: subqueries are beyond"),
            ("site_visits[5m]", "1:1: parse error: a range is read by increase"),
            ("increase(site_visits)", "1:10: parse error: increase expects a range"),
            ("site_visits @ 5", "1:13: parse error: @ is beyond"),
            ("site_visits{page=~\"(\"}", "1:13: parse error: error parsing regexp"),
            ("site_visits{page=5}", "1:18: parse error: a string is expected"),
            ("{}", "1:1: parse error: a selector names a metric"), ("1 +", "1:4: parse error: unexpected end of input"),
            ("\n  5 $", "2:5: parse error: unexpected character: '$'"),
            ("site_visits offset x", "1:20: parse error: a duration is expected"),
            ("topk(1.5, site_visits)", "1:6: parse error: topk expects a whole number"),
            ("\"open", "1:1: parse error: unterminated quoted string"), ("", "no expression found"),
            ("site_visits[1q]", "1:13: parse error: bad number or duration"),
            ("site_visits[99999999y]", "1:13: parse error: duration out of range"),
        ])
    func refusals(query: String, words: String) {
        #expect(message(query).contains(words), "\(message(query))")
    }

    @Test("Signs bind as they do in Prometheus")
    func precedence() throws {
        func number(_ query: String) throws -> Double {
            func value(_ expression: PromQLExpression) throws -> PromQLValue {
                switch expression {
                case .number(let number): return .scalar([number])
                case .negated(let inner): return PromQLArithmetic.negate(try value(inner))
                case .arithmetic(let left, let sign, let right, let place):
                    return try PromQLArithmetic.apply(sign, try value(left), try value(right), at: place)
                case .selector, .reading, .aggregate: return .vector([])
                }
            }
            guard case .scalar(let numbers) = try value(try PromQLParser.expression(query)) else { return .nan }
            return numbers[0]
        }
        #expect(try number("1 + 2 * 3 - 4 / 2") == 5)
        #expect(try number("-2 ^ 2") == -4)
        #expect(try number("2 ^ 3 ^ 2") == 512)
        #expect(try number("2 ^ -1") == 0.5)
        #expect(try number("(1 + 2) * 3 % 5 # nine") == 4)
        #expect(try number("1e3 + .5") == 1000.5)
        #expect(try number("1 / 0") == .infinity)
        #expect(try number("0 / 0").isNaN)
    }

    @Test("A query that is nested without an end is refused, not followed")
    func depth() {
        let query = String(repeating: "(", count: 900) + "1" + String(repeating: ")", count: 900)
        #expect(message(query).contains("nested too deeply"))
        #expect(message(String(repeating: "-", count: 1900) + "1").contains("nested too deeply"))
        #expect(message(String(repeating: "1+", count: 5000) + "1").contains("too long"))
    }

    @Test("Selectors, ranges and offsets are read")
    func selectors() throws {
        let read = try PromQLParser.selector(#"site_visits{page=~"/a|/b", source!='x',} offset -1h30m"#)
        #expect(read.offset == .seconds(-5400) && read.matchers.map(\.label) == ["page", "source"])
        #expect(read.matchers.map(\.comparison) == [.matches, .notEqual])
        #expect(try read.matchers[0].fits("/a") && !read.matchers[0].fits("/ab"))
        guard case .reading(.increase, let ranged) = try PromQLParser.expression("increase(site_visits[1d] offset 1w)")
        else {
            Issue.record("an increase is expected")
            return
        }
        #expect(ranged.window == .seconds(86_400) && ranged.offset == .seconds(604_800))
    }

    @Test("The greatest are kept at each moment, and sums go over labels")
    func aggregations() {
        let series = [
            MetricSeries(labels: ["page": "a", "site": "s"], values: [1, 5]),
            MetricSeries(labels: ["page": "b", "site": "s"], values: [2, nil]),
            MetricSeries(labels: ["page": "c", "site": "t"], values: [3, .nan]),
        ]
        let top = PromQLArithmetic.extremes(series, 1, isTop: true)
        #expect(top.map(\.labels["page"]) == ["a", "c"])
        #expect(top.map(\.values) == [[nil, 5], [3, nil]])
        let sums = PromQLArithmetic.sum(series, by: ["site"])
        #expect(sums.map(\.labels) == [["site": "s"], ["site": "t"]] && sums[0].values == [3, 5])
    }
}
