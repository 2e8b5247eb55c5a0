import Foundation
import HTTPTypes
import MeshTransport
import NIOCore
import Testing

@Suite("The small parts of the transport")
struct HTTP2PartsTests {
    @Test("A budget is spent, earned back, and refilled each second up to its burst")
    func budget() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
        var budget = FrameBudget(.init(burst: 2, perSecond: 1), at: start)
        let first = [0, 0, 999, 1_000, 1_000].map { budget.spend(at: start + .milliseconds($0)) }
        #expect(first == [true, true, false, true, false])
        budget.earn()
        let second = [1, 1, 100, 100, 100].map { budget.spend(at: start + .seconds($0)) }
        #expect(second == [true, false, true, true, false])
        var unlimited = FrameBudget(nil, at: start)
        let all = (0..<10_000).allSatisfy { _ in unlimited.spend(at: start) }
        #expect(all)
    }

    @Test("A queue gives its parts back in order, whole or in pieces")
    func queue() {
        var queue = PartQueue()
        #expect(queue.isEmpty)
        var expected: [UInt8] = []
        for number in 0..<500 {
            let part = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number % 7)
            expected += part
            queue.append(ByteBuffer(bytes: part))
        }
        #expect(queue.readableBytes == expected.count)
        var taken: [UInt8] = []
        var limit = 1
        while let part = queue.pop(upTo: limit) {
            #expect(part.readableBytes > 0 && part.readableBytes <= limit)
            taken += Array(part.readableBytesView)
            limit = limit % 5 + 1
        }
        #expect(taken == expected)
        #expect(queue.isEmpty)
        #expect(queue.readableBytes == 0)
    }

    @Test("A queue gives all it has at once only where that is one part")
    func wholeQueue() {
        var queue = PartQueue()
        #expect(queue.popAlone() == nil)
        queue.append(ByteBuffer(string: "one"))
        #expect(queue.popAlone() == ByteBuffer(string: "one"))
        #expect(queue.isEmpty)
        queue.append(ByteBuffer(string: "one"))
        queue.append(ByteBuffer(string: "two"))
        #expect(queue.popAlone() == nil)
        #expect(queue.readableBytes == 6)
        #expect(queue.pop() == ByteBuffer(string: "one"))
        #expect(queue.popAlone() == ByteBuffer(string: "two"))
        #expect(queue.popAlone() == nil)
    }

    @Test(
        "A request's head survives the way to a block and back",
        arguments: [
            "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND",
        ])
    func requestHead(method: String) throws {
        let unusual = try #require(HTTPField.Name("x-entirely-unusual"))
        var head = HTTPRequest(
            method: try #require(HTTPRequest.Method(method)), scheme: "https", authority: "example.com:8443",
            path: "/a?b=ä",
            headerFields: [
                .accept: "*/*", .userAgent: "test/1.0 with a longer text", unusual: "", .contentType: "text/plain",
            ])
        head.headerFields.append(HTTPField(name: .accept, value: "text/html"))
        var secret = HTTPField(name: .authorization, value: "Bearer secret")
        secret.indexingStrategy = .disallow
        head.headerFields.append(secret)
        let block = HeaderBlock(head)
        #expect(block.fields.filter(\.isSensitive).count == 1)
        #expect(block.firstIndex(of: "user-agent") == 5)
        #expect(block.first("missing") == nil)
        let back = try #require(HTTPRequest(block))
        #expect(back.method == head.method)
        #expect(back.path == head.path)
        #expect(back.authority == head.authority)
        #expect(back.scheme == head.scheme)
        #expect(back.headerFields.map(\.name) == head.headerFields.map(\.name))
        #expect(back.headerFields.map(\.value) == head.headerFields.map(\.value))
    }

    @Test(
        "A field's bytes survive the way to a head and back, whatever they are",
        arguments: ["", "a", "ä", "\u{1F30D} b"])
    func fieldBytes(text: String) throws {
        for bytes in [Array(text.utf8), Array(text.utf8) + [0xFF], [0x80] + Array(text.utf8)] {
            var block = HeaderBlock.fields((":method", "GET"))
            block.append(name: Array("x-bytes".utf8), value: bytes)
            let back = HeaderBlock(try #require(HTTPRequest(block)))
            #expect(back.first("x-bytes").map(Array.init) == bytes)
            let fields = try #require(HTTPFields(block))
            let value = unsafe fields.first?.withUnsafeBytesOfValue { unsafe Array($0) }
            #expect(value == bytes)
        }
    }

    @Test("Every field that can be named is named alike by the table of common names and by HTTPTypes")
    func names() {
        for text in [
            "accept", "x-request-id", "traceparent", "te", "a", "sec-fetch-user", "x-forwarded-for",
            "not-common-at-all",
        ] {
            let block = HeaderBlock.fields((text, "1"))
            #expect(HTTPFields(block)?.first?.name == HTTPField.Name(text))
        }
        #expect(HTTPFields(HeaderBlock.fields(("bad name", "1"))) == nil)
        #expect(HTTPFields(HeaderBlock.fields(("Upper", "1"))) == nil)
    }

    @Test("An answer's head gets a length and a date when it has none, and loses what is for one connection")
    func answerHead() {
        let head = HTTPResponse(
            status: .created, headerFields: [.connection: "close", .transferEncoding: "chunked", .te: "trailers"])
        let block = HeaderBlock(head, contentLength: 12, date: Array("now".utf8))
        #expect(block.string(":status") == "201")
        #expect(block.string("content-length") == "12")
        #expect(block.string("date") == "now")
        #expect(block.string("te") == "trailers")
        #expect(block.count == 4)
        let own = HTTPResponse(status: .ok, headerFields: [.contentLength: "5", .date: "then"])
        let kept = HeaderBlock(own, contentLength: 12, date: Array("now".utf8))
        #expect(kept.string("content-length") == "5")
        #expect(kept.string("date") == "then")
        #expect(kept.count == 3)
        #expect(HTTPResponse(kept)?.status == .ok)
        #expect(HTTPResponse(HeaderBlock.fields((":status", "2x0"))) == nil)
    }
}
