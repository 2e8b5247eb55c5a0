import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import ReportDashboard
import Testing

@testable import Reporting

@Suite("The dashboard's files")
struct DashboardTests {
    private func with(_ body: @escaping @Sendable (ReportingInstance) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(CollectedLog(), directory: directory.path, clock: VirtualWallClock(), body)
    }

    @Test("The page and all that it loads are served to anybody, with what a browser may do with them")
    func files() async throws {
        try await with { reporting in
            let parts = DashboardFile.parts.map { ("/dashboard/\($0.name)", $0) }
            for (path, file) in [("/dashboard?site=shop&view=live", DashboardFile.page)] + parts {
                let (head, bytes) = try await reporting.fetch(path)
                #expect(head.status == .ok && bytes == file.bytes, "\(path)")
                #expect(head.headerFields[.contentType] == file.mediaType, "\(path)")
                #expect(head.headerFields[.xContentTypeOptions] == "nosniff")
                #expect(head.headerFields[.cacheControl] == "no-cache")
                let policy = try #require(head.headerFields[HTTPField.Name("content-security-policy") ?? .accept])
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            }
            #expect(try await reporting.fetch("/dashboard/nothing.js").head.status.kind == .clientError)
        }
    }

    @Test("What a browser has is not sent again, and gzip to who takes it has a tag of its own")
    func caching() async throws {
        try await with { reporting in
            let plain = try await reporting.fetch("/dashboard/app.js")
            let packed = try await reporting.fetch("/dashboard/app.js", headers: [.acceptEncoding: "gzip, br"])
            #expect(packed.head.headerFields[.contentEncoding] == "gzip")
            #expect(packed.bytes.count < plain.bytes.count)
            let tags = [plain, packed].compactMap { $0.head.headerFields[.eTag] }
            #expect(Set(tags).count == 2)
            for tag in tags {
                let again = try await reporting.fetch(
                    "/dashboard/app.js",
                    headers: [.ifNoneMatch: tag, .acceptEncoding: tag == tags[1] ? "gzip" : "identity"])
                #expect(again.head.status == .notModified && again.bytes.isEmpty)
                #expect(again.head.headerFields[.eTag] == tag)
            }
        }
    }

    @Test("The page loads nothing from elsewhere, holds nothing that its policy forbids, and names each of its modules")
    func contents() throws {
        let page = String(decoding: DashboardFile.page.bytes, as: UTF8.self)
        #expect(!page.contains("style=") && !page.contains("<style") && !page.contains("onclick"))
        let names = Set(DashboardFile.parts.map(\.name))
        let loaded = page.matches(of: /"\/dashboard\/([a-z.]+)"/).map { String($0.1) }
        #expect(Set(loaded) == names && loaded.count == names.count)
        for part in DashboardFile.parts where part.name.hasSuffix(".js") {
            let text = String(decoding: part.bytes, as: UTF8.self)
            for line in text.split(separator: "\n") where line.contains(/^import |^\} from/) {
                let name = try #require(line.firstMatch(of: /'\.\/([a-z]+\.js)'/), "\(part.name): \(line)")
                #expect(names.contains(String(name.1)), "\(part.name): \(line)")
            }
            for sink in ["innerHTML", "outerHTML", "document.write", "eval(", "'style'"] {
                #expect(!text.contains(sink), "\(part.name) holds \(sink)")
            }
        }
        for part in DashboardFile.parts where part.name != "dom.js" && part.name != "icon.svg" {
            let text = String(decoding: part.bytes, as: UTF8.self)
            #expect(!text.contains("http://") && !text.contains("https://"), "\(part.name)")
        }
    }
}
