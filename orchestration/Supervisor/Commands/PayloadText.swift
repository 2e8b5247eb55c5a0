import FoundationEssentials
import Glibc

/// A payload as people give it on the command line.
enum PayloadText {
    /// The text itself, of the file behind an `@`, or of standard input for `-`.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be read.
    static func read(_ text: String) throws -> String {
        if text == "-" { return standardInput() }
        guard text.hasPrefix("@") else { return text }
        guard let data = FileManager.default.contents(atPath: String(text.dropFirst())) else {
            throw CommandFailure.failed("there is no file \(text.dropFirst())")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func standardInput() -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe part.withUnsafeMutableBytes { unsafe Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += part[..<count]
        }
    }
}
