import MeshRuntime
import Testing

@Suite("What a client would rather have")
struct PreferencesTests {
    @Test(
        "The Prefer header is read as RFC 7240 writes it",
        arguments: [
            (nil, false, nil), ("", false, nil), ("respond-async", true, nil), ("wait=6", false, .seconds(6)),
            ("Respond-Async, wait=\"5\"", true, .seconds(5)), (" respond-async ; x=y , wait = 7 ", true, .seconds(7)),
            ("wait=3, wait=4", false, .seconds(3)), ("wait=3600", false, .seconds(8)), ("wait=0", false, .zero),
            ("wait=-1", false, nil), ("wait=1.5", false, nil), ("wait", false, nil), (",,;=", false, nil),
        ] as [(String?, Bool, Duration?)])
    func read(_ header: String?, _ isAsynchronous: Bool, _ wait: Duration?) {
        let preferences = Preferences(header)
        #expect(preferences.isAsynchronous == isAsynchronous)
        #expect(preferences.wait == wait)
    }
}
