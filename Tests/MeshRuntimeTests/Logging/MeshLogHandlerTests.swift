import Foundation
import Logging
import MeshCore
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite("Log lines")
struct MeshLogHandlerTests {
    /// What a logger writes, line by line.
    func lines(
        _ format: CommonConfiguration.LogFormat, level: Logger.Level = .debug, _ body: (inout Logger) -> Void
    ) throws -> [String] {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let clock = VirtualWallClock()
        var logger = Logger(label: "catalog") { label in
            MeshLogHandler(label: label, format: format, level: level, sink: sink, clock: clock)
        }
        body(&logger)
        try pipe.fileHandleForWriting.close()
        return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test("are JSON objects with exact numbers, one to a line")
    func json() throws {
        let lines = try lines(.json) { logger in
            logger[metadataKey: "service.instance"] = "catalog-1"
            logger.warning(
                "Ejected \"instance\"\n",
                metadata: [
                    "count": .stringConvertible(7), "share": .stringConvertible(0.5), "is": .stringConvertible(true),
                    "list": ["a", "b"], "level": "mine",
                ])
        }
        #expect(lines.count == 1)
        let object = try JSONValue(parsing: lines[0])
        #expect(object["time"] == "2026-01-01T00:00:00.000Z")
        #expect(object["level"] == "warning")
        #expect(object["logger"] == "catalog")
        #expect(object["message"] == "Ejected \"instance\"\n")
        #expect(object["service.instance"] == "catalog-1")
        #expect(object["count"] == 7)
        #expect(object["share"] == 0.5)
        #expect(object["is"] == true)
        #expect(object["list"] == ["a", "b"])
        #expect(object["metadata.level"] == "mine")
    }

    @Test("for people hold the time, the level, the message and the metadata, and no control characters of others")
    func human() throws {
        let lines = try lines(.human) { logger in
            logger.info("Took a\u{1B}[31m path", metadata: ["url.path": "/a\nINFO forged"])
        }
        #expect(lines.count == 1, "\(lines)")
        #expect(lines[0].hasPrefix("00:00:00.000 "))
        #expect(lines[0].contains("INFO"))
        #expect(lines[0].contains("Took a\u{FFFD}[31m path"))
        #expect(lines[0].contains("/a\u{FFFD}INFO forged"))
    }

    @Test("below the level are not written, and auto is JSON where nobody watches")
    func levels() throws {
        let lines = try lines(.auto, level: .warning) { logger in
            logger.info("quiet")
            logger.error("loud")
        }
        #expect(lines.count == 1)
        #expect(try JSONValue(parsing: lines[0])["message"] == "loud")
    }
}
