import GRDB
import MeshTestKit
import Testing

@testable import MeshStore

@Suite("The write-ahead log")
struct WriteAheadLogTests {
    private let text = String(repeating: "x", count: 20_000)

    @Test("It stays near its soft limit however much is written")
    func bounded() async throws {
        let sample = try Sample { $0.logSoftLimit = 1 << 20 }
        for value in 0..<400 { try await sample.insert(value, text: text) }
        let bytes = FileSize.ofFile(atPath: sample.path + "-wal")
        #expect(bytes < 6 << 20, "\(bytes)")
        #expect(try await sample.store.checkpoint())
        #expect(FileSize.ofFile(atPath: sample.path + "-wal") == 0)
    }

    @Test("A reader that keeps an old snapshot stops writing at the hard limit, and its end lets writing go on")
    func hardLimit() async throws {
        let sample = try Sample {
            $0.logSoftLimit = 1 << 20
            $0.logHardLimit = 4 << 20
        }
        try await sample.insert(-1)
        let gate = Gate()
        async let held = sample.store.read { db in
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM number")
            gate.wait()
            return count
        }
        try await gate.reached()
        var refusal: (any Error)?
        for value in 0..<1000 where refusal == nil {
            do { try await sample.insert(value, text: text) } catch { refusal = error }
        }
        guard case .logTooLarge(path: sample.path, bytes: 4_194_304...) = refusal as? StoreError else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        gate.open()
        #expect(try await held == 1)
        try await waitUntil("writing goes on") {
            do {
                try await sample.insert(5000)
                return true
            } catch StoreError.logTooLarge {
                return false
            }
        }
    }
}
