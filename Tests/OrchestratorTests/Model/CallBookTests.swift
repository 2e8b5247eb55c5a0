import Testing

@testable import Orchestrator

@Suite("The tasks that can be called off")
struct CallBookTests {
    private let key = CallBook<Int>.Key(execution: 1, task: 2)

    @Test("One that waits is not begun")
    func waiting() {
        var book = CallBook<Int>()
        book.expect(key)
        #expect(book.callOff(key) == nil)
        #expect(book.begin(key) { 7 } == nil)
        book.end(key)
        #expect(book.count == 0)
    }

    @Test("One that is under way is given back, to be called off")
    func underWay() {
        var book = CallBook<Int>()
        book.expect(key)
        #expect(book.begin(key) { 7 } == 7)
        #expect(book.callOff(key) == 7)
        book.end(key)
        #expect(book.callOff(key) == nil)
        #expect(book.count == 0)
    }

    @Test("One that nobody knows is not kept")
    func unknown() {
        var book = CallBook<Int>()
        #expect(book.callOff(key) == nil)
        #expect(book.count == 0)
    }

    @Test(
        "A token has 64 digits of base 16",
        arguments: [(64, "a", true), (64, "g", false), (63, "0", false), (64, "A", false)])
    func tokens(count: Int, digit: String, isOne: Bool) {
        #expect(TaskToken.isOne(String(repeating: digit, count: count)) == isOne)
    }
}
