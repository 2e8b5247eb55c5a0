/// How a handler in Python is started: by the runtime client that AWS publishes. A Python without that client says so itself,
/// over the Runtime API, so that whoever calls the function reads what to install.
enum PythonStart {
    /// What Python is called with.
    ///
    /// - Parameter handler: `module.function`.
    static func arguments(handler: String) -> [String] { ["-c", program, handler] }

    /// Does what `-m awslambdaric` does, where that is possible. The module is looked for and not tried: an import that fails
    /// within it is the handler's own doing, and told as such.
    private static let program = """
        from importlib.util import find_spec
        from runpy import run_module
        from sys import argv, executable, exit
        if find_spec("awslambdaric") is None:
            from http.client import HTTPConnection
            from json import dumps
            from os import environ
            words = (
                f"{executable} has no package awslambdaric, by which handlers in Python are run. Install it there, or in "
                "Orrery's folder by `python3 -m venv .venv && .venv/bin/pip install awslambdaric`, or start the mesh with "
                "HANDLERS_PYTHON set to a Python that has it."
            )
            kind = "Runtime.InvalidEntrypoint"
            connection = HTTPConnection(environ["AWS_LAMBDA_RUNTIME_API"])
            connection.request(
                "POST", "/2018-06-01/runtime/init/error", dumps({"errorType": kind, "errorMessage": words}),
                {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": kind})
            connection.getresponse().read()
            exit(words)
        argv[0] = "awslambdaric"
        run_module("awslambdaric", run_name="__main__", alter_sys=True)
        """
}
