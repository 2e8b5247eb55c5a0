import Testing

@testable import NotifierMail

@Suite("Replies of servers")
struct SMTPReplyTests {
    @Test("A reply is the same however its bytes are cut", arguments: [1, 2, 3, 7, 1000])
    func cutting(size: Int) throws {
        let bytes = Array("250-one\r\n250-\r\n250 2.1.0 three\r\n354\r\n".utf8)
        var reader = SMTPReplyReader()
        var replies: [SMTPReply] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.append(bytes[start..<min(start + size, bytes.count)])
            while let reply = try reader.next() { replies.append(reply) }
        }
        #expect(
            replies == [SMTPReply(code: 250, lines: ["one", "", "2.1.0 three"]), SMTPReply(code: 354, lines: [""])])
        #expect(reader.isEmpty)
    }

    @Test(
        "What is no reply is refused",
        arguments: [
            "hello\r\n", "25\r\n", "250x\r\n", "150 early\r\n", "650 late\r\n", "250-one\r\n251 two\r\n",
            String(repeating: "2", count: 5000), String(repeating: "250-x\r\n", count: 300),
        ])
    func malformed(text: String) {
        var reader = SMTPReplyReader()
        reader.append(Array(text.utf8))
        #expect(throws: SMTPReplyReader.Malformed.self) { while try reader.next() != nil {} }
    }

    @Test("The enhanced status is that of the reply's class alone")
    func enhancedStatus() {
        #expect(SMTPReply(code: 550, lines: ["5.1.1 No such mailbox"]).enhancedStatus == "5.1.1")
        #expect(SMTPReply(code: 550, lines: ["4.1.1 Odd"]).enhancedStatus == nil)
        #expect(SMTPReply(code: 550, lines: ["5.1 Odd"]).enhancedStatus == nil)
        #expect(SMTPReply(code: 250, lines: [""]).enhancedStatus == nil)
    }
}
