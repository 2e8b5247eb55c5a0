import HTTPTypes
import Hummingbird
import MeshCore
import MeshTransport
import NIOCore
import NIOPosix
import Testing

@testable import MeshRuntime

@Suite("A body")
struct BodyReaderTests {
    @Test("that is long is read apart from the loop that it came by", arguments: [(100, true), (100_000, false)])
    func long(length: Int, isOnLoop: Bool) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let executor = try await loop.submit { EventLoopTaskExecutor.current(on: loop) }.get()
        let content = RequestContent<Bool>(
            mediaTypes: ["application/json"], limit: 1 << 20, schema: .string(0...(1 << 20)),
            decode: { _ in loop.inEventLoop })
        let text = "\"\(String(repeating: "a", count: length))\""
        let request = Request(
            head: HTTPRequest(
                method: .post, scheme: "http", authority: "notes", path: "/",
                headerFields: [.contentType: "application/json"]),
            body: RequestBody(buffer: ByteBuffer(string: text)))
        let read = try await withTaskExecutorPreference(executor) {
            let read = try await BodyReader(content).read(request)
            return (wasOnLoop: read.body, isOnLoop: loop.inEventLoop)
        }
        #expect(read.wasOnLoop == isOnLoop)
        #expect(read.isOnLoop, "whoever goes on with it does so on the loop")
    }
}
