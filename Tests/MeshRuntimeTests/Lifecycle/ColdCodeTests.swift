import Foundation
import Testing

@testable import MeshRuntime

@Suite("Code that only the start needed")
struct ColdCodeTests {
    @Test("Letting go of it leaves less of files in memory, and what is called comes back")
    func released() throws {
        let before = try mappedFileKilobytes()
        ColdCode.release()
        let after = try mappedFileKilobytes()
        #expect(after < before)
        #expect([3, 1, 2].sorted().map { "\($0)" }.joined(separator: ",") == "1,2,3")
    }

    /// Kilobytes of files that this process has mapped and in memory.
    private func mappedFileKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
        return try #require(line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) })
    }
}
