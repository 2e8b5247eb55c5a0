import Foundation
import Glibc
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Supervisor

@Suite("Logs")
struct LogTests {
    /// 2023-11-14T22:13:20.000Z
    static let start = Timestamp(milliseconds: 1_700_000_000_000)

    func at(_ milliseconds: Int) -> Timestamp { Self.start + .milliseconds(milliseconds) }

    func line(_ milliseconds: Int, _ message: String, _ rest: String = "") -> String {
        #"{"time":"\#(at(milliseconds))","level":"info","logger":"x","message":"\#(message)"\#(rest)}"#
    }

    // MARK: The merge

    @Test("Lines of several logs come in the order of their times, and those of one time by their logs' names")
    func merges() {
        var merge = LogMerge()
        merge.append([line(1, "a"), line(4, "b"), line(4, "c")], from: "catalog", readAt: at(10))
        merge.append([line(2, "d"), line(3, "e"), line(4, "f")], from: "gateway", readAt: at(10))
        let entries = merge.take(until: at(10))
        #expect(entries.compactMap { $0.members?["message"]?.stringValue } == ["a", "d", "e", "b", "c", "f"])
        #expect(merge.take(until: at(10)).isEmpty)
    }

    @Test("A line waits until every log has been read up to its time")
    func waits() {
        var merge = LogMerge()
        merge.append([line(1, "a"), line(12, "late")], from: "catalog", readAt: at(13))
        #expect(merge.take(until: at(11)).map(\.time) == [at(1)])
        merge.append([line(11, "before")], from: "gateway", readAt: at(14))
        #expect(merge.take(until: at(20)).map(\.time) == [at(11), at(12)])
    }

    @Test("A line without a time stays with the one before it; the first ones with the one behind")
    func untimed() {
        var merge = LogMerge()
        merge.append(["loading", line(5, "a"), "Fatal error: x", "  at y"], from: "catalog", readAt: at(20))
        merge.append([line(4, "b"), line(6, "c")], from: "gateway", readAt: at(20))
        merge.append(["  at z", line(9, "d")], from: "catalog", readAt: at(20))
        let entries = merge.take(until: at(20))
        #expect(entries.map(\.time) == [4, 5, 5, 5, 5, 5, 6, 9].map(at))
        #expect(entries[1...5].map(\.line) == ["loading", line(5, "a"), "Fatal error: x", "  at y", "  at z"])
        #expect(entries[3].members == nil)
    }

    @Test("A clock that is set back, or goes ahead, does not turn the lines of a log round or hold them up")
    func clocks() {
        var merge = LogMerge()
        let lines = [line(8, "a"), line(3, "b"), line(99_999, "c")]
        merge.append(lines, from: "catalog", readAt: at(10))
        let entries = merge.take(until: at(10))
        #expect(entries.map(\.line) == lines)
        #expect(entries.map(\.time) == [8, 8, 10].map(at))
    }

    @Test("Of many lines the last ones are kept, of all logs together")
    func keeps() {
        var merge = LogMerge()
        merge.append((0..<50).map { line($0 * 2, "even") }, from: "catalog", readAt: at(200))
        merge.keep(last: 3)
        merge.append((0..<50).map { line($0 * 2 + 1, "odd") }, from: "gateway", readAt: at(200))
        merge.keep(last: 3)
        #expect(merge.take(until: at(200)).map(\.time) == [97, 98, 99].map(at))
    }

    // MARK: What is printed

    @Test("People read time, instance, level, message and metadata; a new day has a line of its own")
    func text() throws {
        var merge = LogMerge()
        let rest = #","port":"1","service.instance":"identity-1-0001","service.version":"v"}"#
        let logged = String(line(0, "Started").dropLast()) + rest
        merge.append([logged, "Fatal\u{1B}[31m"], from: "identity-1-0001", readAt: at(9))
        merge.append([line(86_400_000, "tomorrow")], from: "orrery", readAt: at(90_000_000))
        var printer = LogPrinter(format: .text, style: .plain)
        #expect(
            merge.take(until: at(90_000_000)).map { printer.print($0) } == [
                "2023-11-14\n22:13:20.000 identity-1-0001 INFO     Started port=1",
                "22:13:20.000 identity-1-0001          Fatal\u{FFFD}[31m",
                "2023-11-15\n22:13:20.000 orrery          INFO     tomorrow",
            ])
        var coloured = LogPrinter(format: .text, style: .coloured)
        merge.append([logged], from: "identity-1-0001", readAt: at(9))
        #expect(merge.take(until: at(9)).map { coloured.print($0) }.first?.contains("\u{1B}[32mINFO") == true)
    }

    @Test("As JSON a line is as it was logged, and one that is none becomes one")
    func json() {
        var merge = LogMerge()
        let whole = line(0, "Started", #","service.instance":"catalog-1-0001""#)
        merge.append([whole, "Fatal \"error\""], from: "catalog-1-0001", readAt: at(9))
        merge.append([line(1, "x")], from: "other", readAt: at(9))
        var printer = LogPrinter(format: .json, style: .plain)
        #expect(
            merge.take(until: at(9)).map { printer.print($0) } == [
                whole,
                #"{"time":"2023-11-14T22:13:20.000Z","message":"Fatal \"error\"","service.instance":"catalog-1-0001"}"#,
                line(1, "x", #","service.instance":"other""#),
            ])
    }

    // MARK: Files

    @Test("The last lines of a file are found however long it is", arguments: [0, 1, 2, 700, 6_999, 7_000, 8_000])
    func lastLines(count: Int) throws {
        let folder = try TemporaryDirectory()
        let lines = (1...7_000).map { "\($0) " + String(repeating: "x", count: 20) }
        let file = LogFile(path: try folder.write("log", lines.joined(separator: "\n") + "\n"))
        #expect(file.tail(lines: count) == lines.suffix(count))
        #expect(file.start(ofLast: count).lines == min(count, 7_000))
        try folder.write("log", lines.joined(separator: "\n"))
        #expect(file.tail(lines: count) == lines.suffix(count))
        try folder.write("log", "")
        #expect(file.tail(lines: count).isEmpty)
    }

    @Test("A log is followed from its last lines on, through its rotation, and no line is lost")
    func follows() throws {
        let folder = try TemporaryDirectory()
        let file = LogFile(path: try folder.write("log", "1\n2\n3\n"), limit: 8)
        try folder.write("log.1", "-1\n0\n")
        var all = LogFollower(file, last: 4)
        #expect(all.newLines() == ["0", "1", "2", "3"])
        var follower = LogFollower(file, last: 1)
        #expect(follower.newLines() == ["3"])
        #expect(follower.newLines().isEmpty)
        // What is written between a look and the rotation stands in the file's predecessor.
        try folder.write("log", "1\n2\n3\n4\n5")
        #expect(follower.newLines() == ["4"])
        try folder.write("log", "1\n2\n3\n4\n5 and more\n6\n")
        try file.rotateIfNeeded()
        #expect(file.size == 0)
        try folder.write("log", "7\n")
        #expect(follower.newLines() == ["5 and more", "6", "7"])
    }

    @Test("The logs of all instances are read as one, with those that come later and with the supervisor's")
    func reads() throws {
        let folder = try TemporaryDirectory()
        let data = DataFolder(path: folder.path)
        try data.create()
        let clock = VirtualWallClock(at(100))
        try folder.write("log/catalog-1-0001.log", [line(1, "a"), line(3, "c")].joined(separator: "\n") + "\n")
        try folder.write("log/gateway-1-0001.log", [line(2, "b"), line(4, "d")].joined(separator: "\n") + "\n")
        try folder.write("log/supervisor.log", line(5, "e") + "\n")
        func messages(_ entries: [LogEntry]) -> [String] {
            entries.compactMap { $0.members?["message"]?.stringValue }
        }
        var reader = LogReader(InstanceLogs(folder: data), service: nil, clock: clock)
        #expect(try reader.hasLogs())
        #expect(try messages(reader.last(4)) == ["b", "c", "d", "e"])
        #expect(try reader.next().isEmpty)
        try folder.write("log/catalog-1-0002.log", line(60, "new") + "\n")
        try folder.write("log/supervisor.log", line(5, "e") + "\n" + line(50, "started") + "\n")
        #expect(try messages(reader.next()) == ["started", "new"])
        var catalog = LogReader(InstanceLogs(folder: data), service: "catalog", clock: clock)
        #expect(try messages(catalog.last(100)) == ["a", "c", "new"])
        var supervisor = LogReader(InstanceLogs(folder: data), service: "orrery", clock: clock)
        #expect(try messages(supervisor.last(100)) == ["e", "started"])
        #expect(try !LogReader(InstanceLogs(folder: data), service: "nothing", clock: clock).hasLogs())
    }
}
