import ArgumentParser
import Foundation
import MeshCore
import MeshTestKit
import ShopScience
import Testing

@testable import Supervisor

@Suite("The command that says what the shop's figures say")
struct ScienceCommandTests {
    /// Runs work on a file of its own.
    static func with<Result>(_ text: String, _ work: (String) throws -> Result) throws -> Result {
        let folder = try TemporaryDirectory()
        let file = folder.path + "/table"
        try Data(text.utf8).write(to: URL(filePath: file))
        return try work(file)
    }

    /// What a table's problem is called, less the file's folder.
    static func problem(_ text: String, _ work: (String) throws -> Void) throws -> String {
        try with(text) { file in
            do {
                try work(file)
                return "none"
            } catch let problem as InputProblem {
                return "\(problem)".replacing(file, with: "table")
            }
        }
    }

    static let week = [4.0, 2, 2, 3, 5, 9, 8]

    /// Two products over 84 days; the second is sold for a few days only.
    static let sales: String = {
        var lines = ["date,sku,quantity"]
        for day in 0..<84 {
            let date = ScienceText.date(20_000 + Double(day))
            let quantity: Double = week[day % 7] * 10 + Double(day * 7 % 5)
            lines.append("\(date),mug,\(quantity)")
            if day > 80 { lines.append("\(date),\"cup, red\",1") }
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }()

    @Test("Products are forecast, judged, and ordered where the stock is known")
    func forecast() throws {
        let report = try Self.with(Self.sales) { file in
            try Self.with("sku,onHand,onOrder\nmug,50,\n") { stock in
                try ScienceForecastCommand.parse([file, "--horizon", "7", "--stock", stock, "--pack", "10"]).forecast()
            }
        }
        let mug = try #require(report.products.first)
        #expect(report.products.count == 1)
        #expect(mug.sku == "mug")
        #expect(mug.history == 84)
        #expect(zip(mug.periods, Self.week).allSatisfy { abs($0.mean - $1 * 10 - 2) < 3 })
        #expect(mug.backtest?.measures.first?.name == "MASE")
        #expect(mug.onHand == 50)
        #expect(mug.reorder.map { $0.quantity > 0 && $0.quantity % 10 == 0 } == true)
        #expect(report.silent.map(\.sku) == ["cup, red"])
        let lines = report.text.split(separator: "\n")
        #expect(lines[0].hasPrefix("sku  method"))
        #expect(lines[0].hasSuffix("reorder at  order  risk"))
        #expect(lines.last == "cup, red: there are 3 periods, and at least 9 are needed")
        let json = try JSONValue(parsing: JSONText.pretty(report).utf8)
        #expect(json["products"]?[0]?["backtest"]?["measures"]?[0]?["name"]?.stringValue == "MASE")
        #expect(json["products"]?[0]?["reorder"]?["quantity"]?.intValue == mug.reorder.map { Int64($0.quantity) })
    }

    @Test("Weeks are counted back from the last day")
    func weeks() throws {
        let table = try InputTable(Array(Self.sales.utf8), file: "table")
        let series = try DemandSeries.all(of: table, by: .week)
        #expect(series.map(\.sku) == ["mug", "cup, red"])
        #expect(series[0].quantities.count == 12)
        // 330 by the pattern, and 0, 2, 4, 1, 3, 0 and 2.
        #expect(series[0].quantities[0] == 342)
        #expect(series[1].quantities.isEmpty)
    }

    /// Customers who buy every week, and others who did and stopped.
    static let events: String = {
        var lines: [String] = []
        var random = SplitMix64(seed: 3)
        for customer in 0..<60 {
            let end: Int = customer % 2 == 0 ? 200 : 40 + 2 * customer
            var day = random.below(30)
            while day < end {
                let moment = Timestamp(milliseconds: Int64(20_000 + day) * 86_400_000 + 3_600_000)
                let who = "\"customer\": \"c\(customer)\", \"time\": \"\(moment)\""
                lines.append("{\(who), \"kind\": \"view\"}")
                lines.append("{\(who), \"kind\": \"purchase\", \"amount\": \(20 + customer)}")
                day += 4 + random.below(8)
            }
        }
        return lines.joined(separator: "\n")
    }()

    @Test("Customers fall into named segments")
    func segments() throws {
        let report = try Self.with(Self.events) { file in
            try ScienceSegmentsCommand.parse([file, "--least", "2", "--most", "4", "--horizon", "30"]).segments()
        }
        #expect(report.members.count == 60)
        #expect(report.segments.map(\.customerCount).reduce(0, +) == 60)
        #expect(Set(report.members.map(\.segment)) == Set(report.segments.map(\.name)))
        #expect(report.backtest?.beatsBaseline == true)
        #expect(report.text.hasPrefix("segment"))
        #expect(report.text.contains("mean spending of the segment"))
    }

    @Test("Customers who stopped have the greatest chance to have gone")
    func churn() throws {
        let report = try Self.with(Self.events) { file in
            try ScienceChurnCommand.parse([file, "--horizon", "30", "--trees", "20"]).churn()
        }
        #expect(report.customers.count == 60)
        #expect(report.churn.beatsBaseline)
        let stopped = report.customers.prefix(20).count { (Int($0.customer.dropFirst()) ?? 0) % 2 == 1 }
        #expect(stopped >= 18, "\(report.customers.prefix(20))")
        #expect(report.customers.last.map { $0.churn < 0.3 && ($0.purchase ?? 0) > 0.7 } == true)
        #expect(report.purchases != nil)
        #expect(report.text(customerLimit: 3).split(separator: "\n")[4].hasPrefix("60 customers as of"))
    }

    @Test("A spike in a series is found, and a shift while it is watched")
    func anomalies() throws {
        var random = SplitMix64(seed: 2)
        var lines = ["time,value"]
        for day in 0..<84 {
            let unusual: Double = day == 50 ? 20 : day > 75 ? 8 : 0
            let value: Double = 100 + Self.week[day % 7] * 5 + unusual + random.normal()
            lines.append("day \(day),\(value)")
        }
        let text = lines.joined(separator: "\n")
        let found = try Self.with(text) { try ScienceAnomaliesCommand.parse([$0]).anomalies() }
        #expect(found.findings.first.map { $0.time == "day 50" && $0.score > 8 } == true)
        #expect(found.backtest?.beatsBaseline == true)
        let watched = try Self.with(text) { try ScienceAnomaliesCommand.parse([$0, "--watch", "70"]).anomalies() }
        #expect(watched.values == 14)
        #expect(watched.findings.first.map { ["day 76", "day 77"].contains($0.time) } == true)
        #expect(watched.text.contains("EWMA and CUSUM charts; 0.2 % of usual values raise an alarm"))
        #expect(throws: CommandFailure.self) {
            try Self.with(text) { try ScienceAnomaliesCommand.parse([$0, "--watch", "84"]).anomalies() }
        }
    }

    @Test("Prices are suggested where the data tell, and refused with a reason where they do not")
    func prices() throws {
        var lines = ["date,sku,price,quantity,cost"]
        for day in 0..<60 {
            let price: Double = [9, 10, 11][day / 4 % 3]
            let quantity: Double = 500 / price + Double(day % 3)
            let date = ScienceText.date(20_000 + Double(day))
            // An elasticity near −1: margins grow with the price.
            lines.append("\(date),mug,\(price),\(quantity),4")
            lines.append("\(date),cup,5,\(day % 4),1")
        }
        let report = try Self.with(lines.joined(separator: "\n")) { try SciencePriceCommand.parse([$0]).prices() }
        #expect(report.products.map(\.sku) == ["mug", "cup"])
        let mug = report.products[0]
        #expect(mug.suggestion.map { abs($0.price - 12.1) < 0.001 } == true)
        #expect(mug.elasticity.map { abs($0 + 1) < 0.2 } == true)
        #expect(mug.backtest?.beatsBaseline == true)
        #expect(report.products[1].suggestion == nil)
        #expect(report.text.contains("cup: 1 different prices, 3 are needed"))
    }

    @Test("What is wrong with a table is said with its line and column")
    func problems() throws {
        func forecast(_ text: String) throws -> String {
            try Self.problem(text) { _ = try ScienceForecastCommand.parse([$0]).forecast() }
        }
        #expect(
            try forecast("date,sku,quantity\n2026-11-01,mug,twelve\n")
                == "table:2:16: quantity must be a number such as 12.5, not “twelve”")
        #expect(try forecast("date,quantity\n2026-11-01,-3\n") == "table:2:12: quantity must be at least 0, not -3")
        #expect(try forecast("date,sku\n2026-11-01,mug\n") == "table:2:1: there is no quantity")
        #expect(
            try forecast("date,quantity\n2026-02-30,1\n").hasPrefix("table:2:1: date must be a date such as 2026-11-22")
        )
        #expect(try forecast("date,quantity\n2026-11-01,1,2\n").hasPrefix("table:2:14: there are 3 values where"))
        #expect(try forecast("date,\"a\nb\"\n2026-11-01,\"1\n") == "table:3:12: a quote is not closed")
        #expect(try forecast("date,date\n") == "table:1:6: the heading has date twice")
        #expect(try forecast("").hasPrefix("table:1:1: the file is empty"))
        #expect(try forecast("date,quantity\n") == "table:1:1: there are no rows in it")
        #expect(
            try forecast("{\"date\":\"2026-11-01\",\"quantity\":1}\n{\"date\":\"2026-11-02\" \"quantity\":2}\n")
                == "table:2:22: not JSON: a byte stands where it cannot")
        #expect(
            try forecast("{\"date\":\"2026-11-01\",\"quantity\":[1]}")
                == "table:1:22: quantity must be a text or a number")
        #expect(
            try forecast("date,quantity\n0026-11-01,1\n2026-11-01,1\n")
                == "table:3:1: dates are more than 20000 days apart: is the year right?")
        #expect(
            try Self.problem("customer,time,kind\nann,2026-11-01,look\n") {
                _ = try ScienceChurnCommand.parse([$0]).churn()
            } == "table:2:16: kind must be view, cart or purchase, not “look”")
        #expect(
            try Self.problem("date,price,quantity\n2026-11-01,0,1\n") {
                _ = try SciencePriceCommand.parse([$0]).prices()
            }
                == "table:2:12: price must be more than 0, not 0")
        let missing = #expect(throws: CommandFailure.self) {
            try ScienceForecastCommand.parse(["/nowhere/a"]).forecast()
        }
        #expect(missing.map { "\($0)" } == "/nowhere/a cannot be read")
        #expect(throws: ScienceError.self) {
            try Self.with(Self.sales) { try ScienceForecastCommand.parse([$0, "--coverage", "2"]).forecast() }
        }
    }

    @Test("Numbers are printed with the digits that count")
    func numbers() {
        #expect(ScienceText.number(0.12345) == "0.123")
        #expect(ScienceText.number(-3.456) == "-3.46")
        #expect(ScienceText.number(1234.5) == "1235")
        #expect(ScienceText.fixed(-0.0001, digits: 2) == "0.00")
        #expect(ScienceText.percent(0.256) == "25.6 %")
        #expect(ScienceText.date(20_779.9) == "2026-11-22")
    }
}
