import Foundation
import MeshCore

/// What a process holds in memory: its own, and pages of files, which the system takes back when it needs the room.
enum ResidentMemory {
    /// In megabytes, by the kernel's account.
    static func read() throws -> JSONValue {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let megabytes = { (name: String) in
            let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
            return JSONValue.double((kilobytes ?? 0) * 1024 / 1e6)
        }
        return ["ownMegabytes": megabytes("RssAnon"), "fileMegabytes": megabytes("RssFile")]
    }
}
