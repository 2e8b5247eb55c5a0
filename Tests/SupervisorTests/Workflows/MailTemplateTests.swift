import Foundation
import MeshTestKit
import Testing

@testable import Supervisor

@Suite("The wordings of a workflow's mails")
struct MailTemplateTests {
    @Test("are a subject and a text, and a page in the page around all mails")
    func read() throws {
        let directory = try TemporaryDirectory()
        func write(_ name: String, _ text: String) {
            #expect(FileManager.default.createFile(atPath: "\(directory.path)/\(name)", contents: Data(text.utf8)))
        }
        write("layout.html", "<html lang=\"LOCALE\"><!-- content --></html>")
        write("sent.de.txt", "Subject: {{order}} ist da\n\nGuten Tag\n")
        write("sent.de.html", "<p>Guten Tag</p>")
        write("sent.en.txt", "Subject: {{order}} is here\n\nHello\n")
        let found = try MailTemplate.all(in: directory.path, layout: "\(directory.path)/layout.html")
        #expect(found.map(\.locale) == ["de", "en"])
        #expect(found[0].content.subject == "{{order}} ist da" && found[0].content.text == "Guten Tag\n")
        #expect(found[0].content.html == "<html lang=\"de\"><p>Guten Tag</p></html>" && found[1].content.html == nil)
        #expect(try MailTemplate.all(in: "\(directory.path)/none", layout: "").isEmpty)
        write("other.txt", "Subject: x\n\n")
        #expect(throws: CommandFailure.self) { try MailTemplate.all(in: directory.path, layout: "") }
    }

    @Test("that ship are there in English and German, with the same places, as a text and as a page")
    func shipped() throws {
        let root = repositoryPath("orchestration/workflows")
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: root).sorted() {
            let found = try MailTemplate.all(in: "\(root)/\(name)/mails", layout: "\(root)/shared/mail.html")
            for template in found {
                count += 1
                #expect(template.content.html != nil, "\(template.name) \(template.locale)")
                let other = found.first { $0.name == template.name && $0.locale != template.locale }
                let places = try #require(other.map(Self.places), "\(template.name) \(template.locale)")
                #expect(places == Self.places(of: template), "\(template.name) \(template.locale)")
            }
        }
        #expect(count >= 20)
    }

    private static func places(of template: MailTemplate) -> Set<String> {
        let text = template.content.subject + template.content.text + (template.content.html ?? "")
        return Set(text.matches(of: /\{\{[#\/^]?[A-Za-z]+\}\}/).map { String($0.output) })
    }
}
