import ArgumentParser
import Foundation
import MeshCore
import MeshTestKit
import Testing

@testable import Supervisor

@Suite("The command that judges recommendations")
struct RecommenderEvaluationTests {
    /// Users 0 to 29 with items of their taste; of each the fourth item is for the test.
    static let files = {
        var train = ""
        var test = ""
        for user in 0..<30 {
            let items = (0..<5).map { "i\((user % 3) * 10 + (user / 3 + $0) % 7)" }
            train += "u\(user) \(items[0]) \(items[1])\t\(items[2])  \(items[4])\r\n"
            test += "u\(user) \(items[3])\n"
        }
        return (train: train, test: test)
    }()

    static func evaluate(
        _ arguments: [String], train: String = files.train, test: String = files.test, items: String? = nil
    ) throws -> EvaluationReport {
        let folder = try TemporaryDirectory()
        for (name, text) in [("train", train), ("test", test)] {
            try Data(text.utf8).write(to: URL(filePath: folder.path).appending(path: name))
        }
        if let items { try Data(items.utf8).write(to: URL(filePath: folder.path).appending(path: "items")) }
        let command = try RecommenderEvaluateCommand.parse(
            ["--train", folder.path + "/train", "--test", folder.path + "/test"]
                + (items == nil ? [] : ["--items", folder.path + "/items"]) + arguments)
        return try command.evaluate()
    }

    @Test("Models that know tastes find what was hidden, and popularity finds less of it")
    func models() throws {
        let popularity = try Self.evaluate(["--model", "popularity", "--depth", "3"])
        #expect(popularity.users == 30)
        #expect(popularity.items == 21)
        #expect(popularity.interactions == 120)
        #expect(popularity.lists == 30)
        for model in ["cosine", "bm25", "ease", "als"] {
            let report = try Self.evaluate(
                ["--model", model, "--depth", "3", "--factors", "8", "--regularization", "1"])
            #expect(report.recall == 1, "\(model)")
            #expect(report.recall > popularity.recall)
            #expect(report.ndcg > popularity.ndcg)
            #expect(report.mrr > popularity.mrr)
            #expect(report.coverage == 1)
        }
    }

    @Test("What nobody has dealt with yet is found by its words, and by nothing else")
    func cold() throws {
        // Six new items of three subjects, and two of none; whoever likes a subject deals with its new ones.
        var (items, test) = ("", "")
        for item in 0..<30 where item % 10 < 7 { items += "i\(item) a word of subject\(item / 10) and more\(item)\n" }
        for item in 0..<8 { items += "new\(item) the new one: Subject\(item / 2), other\(item)\n" }
        for user in 0..<30 { test += "u\(user) new\(2 * (user % 3)) new\(2 * (user % 3) + 1) i3\n" }
        let arguments = ["--protocol", "cold-items", "--depth", "2"]
        let content = try Self.evaluate(["--model", "content"] + arguments, test: test, items: items)
        #expect(content.lists == 30)
        #expect(content.recall == 1 && content.ndcg == 1)
        #expect(content.coverage == 6.0 / 8)
        for model in ["popularity", "cosine", "ease"] {
            #expect(try Self.evaluate(["--model", model] + arguments, test: test, items: items).recall == 0)
        }
        #expect(try Self.evaluate(["--model", "content"], items: items).recall > 0)
        let untold = #expect(throws: CommandFailure.self) { try Self.evaluate(["--model", "content"]) }
        #expect(untold.map { "\($0)" } == "content needs to be told what items are, by --items")
    }

    @Test("Sessions are followed item by item for vmis")
    func sessions() throws {
        let report = try Self.evaluate(
            ["--model", "vmis"], train: "a 1 2 3\nb 1 2 4\nc 2 4\n", test: "x 1 2 4\ny 9\n")
        // After 1: 2 of both of its sessions; after 1 and 2: 4, of two sessions, before 3.
        #expect(report.protocol == .nextItem)
        #expect(report.lists == 2)
        #expect(report.hitRate == 1)
        #expect(report.text.hasPrefix("vmis, next-item: 2 lists; trained on 8 interactions of 3 users with 4 items\n"))
    }

    @Test("The figures stand in a table, and all of them in JSON")
    func printing() throws {
        let report = try Self.evaluate(["--model", "cosine", "--depth", "3"])
        let lines = report.text.split(separator: "\n")
        #expect(lines[1] == "Recall@3    1.0000")
        #expect(lines.map { $0.prefix(5) }.dropFirst().prefix(4) == ["Recal", "NDCG@", "MRR@3", "Cover"])
        let json = try JSONValue(parsing: JSONText.pretty(report).utf8)
        #expect(json["recall"]?.doubleValue == 1)
        #expect(json["ndcg"]?.doubleValue == report.ndcg)
        #expect(json["model"]?.stringValue == "cosine")
        #expect(EvaluationReport.four(0.27594) == "0.2759")
        #expect(EvaluationReport.four(12.00005) == "12.0001")
        #expect(EvaluationReport.four(0) == "0.0000")
    }

    @Test("What cannot be read, found or computed is told")
    func failures() throws {
        let missing = try RecommenderEvaluateCommand.parse(["--train", "/nowhere/a", "--test", "/nowhere/b"])
        let unreadable = #expect(throws: CommandFailure.self) { try missing.evaluate() }
        #expect(unreadable.map { "\($0)" } == "/nowhere/a cannot be read")
        #expect(throws: CommandFailure.self) { try Self.evaluate([], train: "u\n") }
        #expect(throws: CommandFailure.self) { try Self.evaluate([], test: "") }
        let negative = #expect(throws: CommandFailure.self) { try Self.evaluate(["--regularization=-1"]) }
        #expect(negative.map { "\($0)" } == "regularization must be more than 0")
        #expect(throws: (any Error).self) { try Self.evaluate(["--depth", "0"]) }
        #expect(throws: (any Error).self) { try Self.evaluate(["--model", "oracle"]) }
    }
}
