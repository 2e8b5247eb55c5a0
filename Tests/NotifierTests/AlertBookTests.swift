import MeshCore
import NotifierAPI
import Testing

@testable import Notifier

@Suite("The rules of alerts")
struct AlertBookTests {
    private static let start = Timestamp(milliseconds: 1_795_222_800_000)

    private static func firing(_ key: String, _ severity: Alert.Severity = .warning) -> FiringAlert {
        FiringAlert(key: key, group: "memory", severity: severity, title: "\(key) is low")
    }

    /// A source that reports again and again, and what it is answered.
    private struct Play {
        var open: [Alert] = []
        var told: [String] = []
        var nature = AlertNature.state

        mutating func report(_ firing: [FiringAlert], after minutes: Int) {
            let book = AlertBook(
                known: open, nature: nature, escalateAfter: .seconds(1800), resolveAfter: .seconds(120))
            let now = AlertBookTests.start + .seconds(60 * minutes)
            for change in book.report(firing, of: "test", at: now, id: { .make() }) {
                open.removeAll { $0.key == change.alert.key }
                switch change {
                case .opened(let alert):
                    told.append("\(minutes) opened \(alert.key)")
                    open.append(alert)
                case .joined(let alert): open.append(alert)
                case .escalated(let alert):
                    told.append("\(minutes) escalated \(alert.key)")
                    open.append(alert)
                case .resolved(let alert): told.append("\(minutes) resolved \(alert.key)")
                case .closed(let alert): open.append(alert)
                }
            }
        }
    }

    @Test("What is told of again joins the alert that there is, escalates ever more rarely, and is over after silence")
    func life() throws {
        var play = Play()
        for minute in 0...220 { play.report([Self.firing("disk"), Self.firing("disk")], after: minute) }
        #expect(play.told == ["0 opened disk", "30 escalated disk", "90 escalated disk", "210 escalated disk"])
        #expect(play.open.first?.count == 221)
        play.report([], after: 221)
        #expect(play.open.count == 1, "A gap shorter than the pause is none")
        play.report([], after: 222)
        #expect(play.told.last == "222 resolved disk" && play.open.isEmpty)
        play.report([Self.firing("disk")], after: 223)
        #expect(play.told.last == "223 opened disk")
    }

    @Test("What somebody looks after does not escalate, but for growing worse")
    func acknowledged() throws {
        var play = Play()
        play.report([Self.firing("disk")], after: 0)
        play.open[0].state = .acknowledged
        for minute in 1...100 { play.report([Self.firing("disk")], after: minute) }
        #expect(play.told == ["0 opened disk"])
        play.report([Self.firing("disk", .critical)], after: 101)
        #expect(play.told.last == "101 escalated disk" && play.open[0].state == .open)
        play.report([Self.firing("disk")], after: 102)
        #expect(play.told.count == 2 && play.open[0].severity == .warning)
    }

    @Test(
        "What has happened is told once: not when nobody acknowledges it, nor when it grows worse, ends or is found again"
    )
    func event() throws {
        var play = Play(nature: .event)
        for minute in 0...220 { play.report([Self.firing("disk", minute < 9 ? .warning : .critical)], after: minute) }
        play.report([], after: 222)
        #expect(play.told == ["0 opened disk"] && play.open.map(\.state) == [.resolved])
        play.report([Self.firing("disk"), Self.firing("memory")], after: 223)
        #expect(play.told == ["0 opened disk", "223 opened memory"])
        #expect(play.open.map(\.state) == [.resolved, .open] && play.open.first?.count == 222)
    }

    @Test("Notices are one for each group, with what has begun, what escalates and what is over")
    func grouped() throws {
        func alert(_ key: String, _ group: String, _ severity: Alert.Severity = .warning) -> Alert {
            Alert(
                id: .make(), source: "test", key: key, group: group, severity: severity, title: key,
                openedAt: Self.start, lastAt: Self.start, toldAt: Self.start)
        }
        let notices = AlertNotice.all(of: [
            .opened(alert("a", "disk")), .joined(alert("b", "memory")), .escalated(alert("c", "disk", .critical)),
            .resolved(alert("d", "errors")),
        ])
        #expect(notices.map(\.group) == ["disk", "errors"])
        #expect(notices[0].values["critical"] == true && notices[0].values["others"] == 1)
        #expect(notices[1].values["over"] == true && notices[1].values["title"] == "d")
    }
}
