//! Whether the system asks programs for less motion.

use std::process::{Command, Stdio};

/// Asks the system, which may take a moment; `false` where it has nothing to say.
pub fn is_unwanted() -> bool {
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_lowercase())
    };
    let answer = if cfg!(target_os = "macos") {
        said("defaults", &["read", "com.apple.universalaccess", "reduceMotion"]).map(|said| said == "1")
    } else if cfg!(target_os = "windows") {
        // Whether windows that open and close are animated; the switch for all animations turns it off as well.
        said("reg", &["query", r"HKCU\Control Panel\Desktop\WindowMetrics", "/v", "MinAnimate"]).map(|said| said.ends_with('0'))
    } else {
        said("gsettings", &["get", "org.gnome.desktop.interface", "enable-animations"]).map(|said| said == "false")
    };
    answer.unwrap_or(false)
}
