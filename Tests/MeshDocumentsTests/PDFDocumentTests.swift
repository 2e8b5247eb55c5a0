import Foundation
import MeshTestKit
import Testing

@testable import MeshDocuments

@Suite("A PDF document")
struct PDFDocumentTests {
    /// The text of a file, as Poppler reads it; pages end with a form feed.
    private static func text(of pdf: [UInt8]) throws -> String {
        let directory = try TemporaryDirectory()
        let file = URL(filePath: directory.path).appending(path: "document.pdf")
        try Data(pdf).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = ["-layout", file.path(percentEncoded: false), "-"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    private static let columns = [
        TableColumn("Article", share: 3), TableColumn("Price", share: 1, alignment: .right),
    ]

    private static func invoice(rows: Int) throws -> [UInt8] {
        var document = try PDFDocument(title: "Invoice 7", date: "2026-11-21T08:00:00Z", footer: "Orrery Ltd")
        document.text("Invoice 7", .title)
        document.texts("Ada Lovelace\nLondon", "21 November 2026")
        document.table(columns, (0..<rows).map { ["Article <b>\($0)</b> & co", "€ \($0).00"] })
        return try document.finish()
    }

    @Test("holds its texts as they were given, markup and all")
    func texts() throws {
        let text = try Self.text(of: Self.invoice(rows: 2))
        for part in ["Invoice 7", "Ada Lovelace", "21 November 2026", "Article <b>1</b> & co", "€ 1.00", "Orrery Ltd"] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }

    @Test("goes on to further pages, with the table's head and a number on each")
    func pages() throws {
        let pages = try Self.text(of: Self.invoice(rows: 120)).split(separator: "\u{0C}")
        #expect(pages.count > 2)
        for (place, page) in pages.enumerated() where page.contains("co") {
            #expect(page.contains("Price"), "page \(place + 1)")
            #expect(page.contains("\(place + 1)\n"), "page \(place + 1)")
        }
        let articles = pages.joined().matches(of: /Article <b>(\d+)</).compactMap { Int($0.1) }
        #expect(articles == Array(0..<120), "each row once, in order")
    }

    @Test("is the same bytes for the same content")
    func reproducible() throws {
        #expect(try Self.invoice(rows: 30) == Self.invoice(rows: 30))
    }

    @Test("takes text of any kind: empty, very long, without a space, in many scripts")
    func anyText() throws {
        var document = try PDFDocument(title: "", date: "2026-11-21", footer: "")
        for text in ["", String(repeating: "x", count: 5000), "日本語 עברית العربية 🪐", "a\u{0}b\n\n\tc"] {
            document.text(text)
            document.table(Self.columns, [[text, text], [], [text]])
        }
        #expect(try document.finish().starts(with: Array("%PDF-".utf8)))
    }
}
