import Glibc

/// Carries lines from standard input to standard output.
enum LineFilter {
    /// What a piece of work writes, gathered until it is worth a write.
    struct Output {
        fileprivate var bytes: [UInt8] = []

        mutating func append(_ line: [UInt8]) {
            bytes.append(contentsOf: line)
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    private static let chunk = 1 << 16

    /// Reads until the input ends.
    ///
    /// - Parameters:
    ///   - take: Is given each line without its end.
    ///   - atEnd: Is called behind the last.
    /// - Throws: What they throw, with the number of the line; ``ProcessorFailure`` when input or output fail.
    static func run(
        _ take: (ArraySlice<UInt8>, inout Output) throws -> Void, atEnd: (inout Output) throws -> Void = { _ in }
    ) throws {
        var (output, rest, number) = (Output(), [UInt8](), 0)
        func flush(atLeast count: Int) throws {
            guard output.bytes.count >= count else { return }
            try write(output.bytes)
            output.bytes.removeAll(keepingCapacity: true)
        }
        func line(_ bytes: ArraySlice<UInt8>) throws {
            number += 1
            do {
                try take(bytes, &output)
            } catch let failure as ProcessorFailure {
                throw ProcessorFailure("line \(number): \(failure)")
            }
            try flush(atLeast: chunk)
        }
        while let bytes = try read() {
            rest.append(contentsOf: bytes)
            var start = rest.startIndex
            // Only what is new can hold the end of a line.
            var from = rest.count - bytes.count
            while let end = rest[from...].firstIndex(of: UInt8(ascii: "\n")) {
                try line(rest[start..<end])
                (start, from) = (end + 1, end + 1)
            }
            rest.removeSubrange(..<start)
        }
        if !rest.isEmpty { try line(rest[...]) }
        try atEnd(&output)
        try flush(atLeast: 1)
    }

    private static func read() throws -> [UInt8]? {
        while true {
            var failure: Int32 = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
                let read = unsafe Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
                failure = read < 0 ? errno : 0
                count = max(read, 0)
            }
            if failure == EINTR { continue }
            guard failure == 0 else { throw ProcessorFailure("standard input cannot be read: error \(failure)") }
            return bytes.isEmpty ? nil : bytes
        }
    }

    private static func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ProcessorFailure("standard output cannot be written: error \(errno)") }
            rest = rest.dropFirst(count)
        }
    }
}
