import Testing

@testable import Functions

@Suite("Names of functions")
struct FunctionReferenceTests {
    @Test(
        "A function is named in every form that AWS has",
        arguments: [
            ("thumb", "thumb", nil), ("thumb:live", "thumb", "live"), ("thumb:$LATEST", "thumb", "$LATEST"),
            ("000000000000:function:thumb", "thumb", nil), ("000000000000:function:thumb:3", "thumb", "3"),
            ("arn:aws:lambda:us-east-1:000000000000:function:thumb", "thumb", nil),
            ("arn:aws:lambda:us-east-1:000000000000:function:thumb:live", "thumb", "live"),
        ] as [(String, String, String?)])
    func forms(_ text: String, _ name: String, _ qualifier: String?) throws {
        let reference = try FunctionReference(text)
        #expect(reference.name == name && reference.qualifier == qualifier)
    }

    @Test("What is none is refused", arguments: ["", "a b", "a:b:c", "arn:aws:s3:::bucket", "ä", "thumb:", "x:!"])
    func refused(_ text: String) throws {
        #expect(throws: FunctionsError.self) { try FunctionReference(text) }
    }

    @Test("A name and a query that say different qualifiers are refused")
    func contradiction() throws {
        #expect(throws: FunctionsError.self) { try FunctionReference("thumb:live", qualifier: "3") }
        let same = try FunctionReference("thumb:live", qualifier: "live")
        #expect(same.qualifier == "live")
        let none = try FunctionReference("thumb", qualifier: "")
        #expect(none.qualifier == nil)
    }

    @Test("An alias sends its share to the second version")
    func weights() {
        let alias = FunctionAlias(
            function: "thumb", name: "live", version: "1", description: "", weights: ["2": 0.25], revision: "r")
        #expect(alias.choose(at: 0) == "2" && alias.choose(at: 0.249) == "2")
        #expect(alias.choose(at: 0.25) == "1" && alias.choose(at: 0.999) == "1")
    }
}
