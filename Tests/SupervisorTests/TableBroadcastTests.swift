import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@testable import Supervisor

@Suite("The push of the endpoint table")
struct TableBroadcastTests {
    func table(_ revision: UInt64) -> EndpointTable {
        EndpointTable(
            revision: revision,
            services: ["catalog": [Endpoint(instance: "catalog-1-0001", host: "127.0.0.1", port: 1)]])
    }

    func lines(_ broadcast: TableBroadcast) throws -> EndpointLines.AsyncIterator {
        EndpointLines(broadcast: broadcast, bell: try broadcast.watch()).makeAsyncIterator()
    }

    @Test("A watcher gets the table at once, each change, and a blank line when nothing has changed")
    func watches() async throws {
        let broadcast = TableBroadcast(table(1), limit: 8)
        var lines = try lines(broadcast)
        let first = try #require(try await lines.next())
        #expect(String(buffer: first).hasSuffix("}\n"))
        #expect(String(buffer: first).contains("\"revision\":1"))
        broadcast.beat()
        #expect(try await lines.next() == ByteBuffer(string: "\n"))
        broadcast.publish(table(2))
        #expect(String(buffer: try #require(try await lines.next())).contains("\"revision\":2"))
    }

    @Test("A slow watcher gets the newest table, and no more wait for it than one")
    func slow() async throws {
        let broadcast = TableBroadcast(table(1), limit: 8)
        var lines = try lines(broadcast)
        for revision in 2...1_000 { broadcast.publish(table(UInt64(revision))) }
        #expect(String(buffer: try #require(try await lines.next())).contains("\"revision\":1000"))
        broadcast.beat()
        #expect(try await lines.next() == ByteBuffer(string: "\n"))
    }

    @Test("There are as many watchers as the limit, and who goes makes room")
    func limit() async throws {
        let broadcast = TableBroadcast(table(1), limit: 2)
        var kept: [TableBroadcast.Bell] = [try broadcast.watch(), try broadcast.watch()]
        #expect(throws: SupervisorError.tooManyWatchers(limit: 2)) { try broadcast.watch() }
        #expect(kept.count == 2)
        kept.removeAll()
        try await waitUntil("the watchers to be gone") { broadcast.watcherCount == 0 }
        _ = try broadcast.watch()
    }

    @Test("A close ends every watch, and nobody watches after it")
    func closes() async throws {
        let broadcast = TableBroadcast(table(1), limit: 2)
        var lines = try lines(broadcast)
        _ = try await lines.next()
        broadcast.close()
        #expect(try await lines.next() == nil)
        #expect(throws: SupervisorError.shuttingDown) { try broadcast.watch() }
    }
}
